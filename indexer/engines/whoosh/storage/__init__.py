"""How a segment lies in its file: checked sections, packed lists, dictionaries, stored articles, columns by article."""
