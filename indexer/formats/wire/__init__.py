"""What news agencies send: NewsML, NITF, ninjs, RBNews, IPTC 7901, ANPA, the Guardian's API. `wire_item` makes the articles."""
