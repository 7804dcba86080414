"""The translations of the page: a catalogue for each language (`CODE.po`, and `CODE.mo` made of it), and `gather`, which keeps them whole."""
