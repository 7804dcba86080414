"""The query language: `parser.parse(text)` -> `tree` -> an engine, `printer` turns a tree into text again."""
