"""Documents of word processors. `manuscripts` tells whose text one holds."""
