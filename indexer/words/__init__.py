"""Text -> words: one definition for indexing, asking and marking.

`division` cuts a text into words, `sentences` into sentences and paragraphs, `folding` takes case and accents away, `elisions`
articles and endings that an apostrophe sets off, `languages` tells the language and its stemmer; `analysis` puts them together.
"""
