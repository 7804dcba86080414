"""Records with named fields: JSON, CSV, workbooks. `mapping` makes the articles, by the names in `field_names`."""
