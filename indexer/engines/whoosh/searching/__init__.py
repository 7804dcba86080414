"""A request over open segments: which articles match, how they are counted, ordered and shown."""
