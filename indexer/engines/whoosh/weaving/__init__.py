"""Several segments -> one: which, and how their terms, columns and stored articles are put together."""
