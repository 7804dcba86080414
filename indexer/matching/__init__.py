"""What a query's tree means for one article, in plain Python.

`article_match` walks the tree; `places` finds where words stand, `proximity` and `stretches` which of them stand together, `patterns` which
written forms a wildcard or a fuzzy word takes.
"""
