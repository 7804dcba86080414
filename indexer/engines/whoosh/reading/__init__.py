"""One segment open for reading: its postings and columns, and which terms a word of a query stands for."""
