"""What was typed -> a search -> the one form of its answer, for the command line, the API and the pages.

`request` is the door, `json_form` the answer; `nothing_found` and `respelling` explain an empty one.
"""
