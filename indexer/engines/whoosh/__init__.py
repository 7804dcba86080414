"""The Whoosh engine: a Whoosh index whose postings are arrays, so that whole lists are worked on at once.

`storage` says how a segment lies in its file. An article flows in through `writing`, where `segment_writer` collects articles:
`chunks` turns texts into numbers of what stands between blanks, found again in `known_chunks`, `surfaces` and
`meanings` say which forms these hold, `inversion` sorts them into postings. `weaving` makes several segments one and
keeps their number in bounds; `archive` makes a generation of them.
A hit flows out through `reading`, where a `segment` is open, with `expansion` from a word to its terms, and `searching`: `evaluation`
finds the articles of a tree, with `nearness` for places together, `selection` holds the filters, `counting` facets and timeline, `ranking` the
order, `hits` what is shown; `engine` leads a request through these. `codec` and `contents` let stock Whoosh open the same folder.
"""

import warnings

# Python 3.12 and later warn of escapes in Whoosh's own code where it is compiled at its first import
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*[\\/]whoosh[\\/]")
