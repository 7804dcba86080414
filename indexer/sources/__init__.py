"""PATHs -> the files to read, each with its label.

`roots` says where a PATH lies and what its files are called, `walk` finds and opens them in a fixed order, `standard_input` keeps what was piped in.
"""
