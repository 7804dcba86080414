"""Morgue beside tantivy, Xapian, SQLite FTS5 and stock Whoosh, on one corpus in one run: `python -m benchmarks.peers`.

`contract` says what a peer is, and there is a module for each; `child` is the process that one of them runs in, `conversation` the
parent's side of it. `comparison` builds and asks them in turn, `table` prints what came out, `__main__` reads the command line.
"""
