"""The Whoosh engine: a Whoosh index whose postings are arrays, so that whole lists are worked on at once.

Writing: `segment_writer` collects articles; `chunks` turns texts into numbers of what stands between blanks, found
again in `known_chunks`, `surfaces` and `meanings` say which forms these hold, `inversion` sorts them into postings,
`packing`, `dictionary`, `store` and `columns` lay them out, `sections` writes the file; `merging` keeps the number of
segments in bounds by `weaving` several into one; `archive` makes a generation of them.
Reading: `engine` answers a request over the open `segment`s; `evaluation` finds the articles of a tree, with
`expansion` for terms and `nearness` for places together, on `postings`; `selection` holds the filters, `counting`
facets and timeline, `ranking` the order. `codec` and `contents` let stock Whoosh open the same folder.
"""
