"""Taking results away: articles -> CSV, JSON lines, RIS, BibTeX, CSL JSON and Atom, streamed; and citations of one.

`forms` is the table of what there is. `names` takes bylines apart, `citation` says how one article is cited; each form has a
module of its own. `query_record` says what was asked, when, of which index. Where articles come from, and where the text goes,
is left to the callers.
"""
