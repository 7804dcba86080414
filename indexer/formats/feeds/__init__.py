"""RSS, Atom, RDF, JSON Feed and WordPress exports: files of items. `story_settling` makes the articles."""
