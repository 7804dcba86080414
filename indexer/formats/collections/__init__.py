"""Collections that researchers pass on: Reuters-21578, TREC, TIME."""
