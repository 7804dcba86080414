"""Articles -> one segment: texts to numbers, numbers to postings, by whole arrays."""
