"""The query language: what a user typed -> a tree of frozen nodes, and a tree -> its canonical text.

`parser.parse(text, today=…)` gives `Parsed(tree, notices)`; `printer.str_of(tree)` prints it; engines
compile the nodes of `tree` and never see text. `language` is the table that the help page and the tests
are made from. The way of a query: `lexer` (tokens) -> `parser` (binding), with `leaves` and `terms` (single
words, values), `field_values` (days, lengths), `joining` (AND, OR), `normal_form` (one form for one meaning).

    query     = or
    or        = and { "OR" and }
    and       = signed { [ "AND" ] signed }             with match=any a blank is an OR
    signed    = { "NOT" | "-" | "!" | "+" } nearness
    nearness  = operand [ ( "NEAR/n" | "PRE/n" | "W/S" | "W/P" ) operand ]
    operand   = "(" query ")" | prefix operand | word | quotation
    prefix    = field ":" | "=" | "FIRST/n" | "ATLEAST/n"
    quotation = '"' { word | wildcard | fuzzy | "=" word } '"' [ "~n" ]

Any text is read somehow: what does not fit the grammar is closed, left out or taken for words, with a notice.
"""
