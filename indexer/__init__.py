"""Morgue's library: article files in, an index, answers out. Everything but HTTP.

How an article flows in:  `sources` -> `formats` (with `markup`, `dates`) -> `article.Article` -> `ingest` -> an engine's writer.
How a hit flows out:      `search.request` (with `query`) -> an engine -> `engines.contract.Results`.
"""
