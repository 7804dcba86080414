"""The commands, by what they are for: each reads its options, makes one call of the library, and prints.

Libraries are imported by the command that needs them, so that another starts at once.
"""
