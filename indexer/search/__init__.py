"""What was typed -> a search -> the one form of its answer, for the command line, the API and the pages.

`request` is the door (`synonyms` widen its words), `json_form` the answer; `nothing_found` and `respelling` explain an empty one.
Made of searches: `concordance` (mentions in context), `keyness` (words around), `comparison`, `many_queries`, `similar`, `alerts`.
"""
