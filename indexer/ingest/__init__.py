"""Rebuild and update: files in, a new generation out, and a ledger of what became of every record.

`run` is the door. `places_to_read` and `fingerprints` say which files; `pieces` cuts big ones; `workers` hands them to processes that run `worker`
(with `reading`, and within `clock` and `memory`); `ledger` keeps the books, `ranks` and `settling` decide which record of an id stands,
`report` and `statistics` tell.
"""
