"""The command `morgue`: options in, one call, lines or JSON out.

`cli` has the commands; `options` and `asking` read what was typed, `display` and `terminal` show answers, `serving` starts the pages.
"""
