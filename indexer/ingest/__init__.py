"""Rebuild and update: files in, a new generation out, and a ledger of what became of every record.

`run` is the door, `kept_options` how an index was read. `places_to_read` and `fingerprints` say which files; `intake` has them read: `pieces` cuts big ones, `workers`
hands them in `messages` to processes that run `worker` (with `reading`, and within `clock` and `memory`); `ledger` keeps the books, `ranks` and `settling` decide which record of an id stands,
`report` and `statistics` tell.
"""
