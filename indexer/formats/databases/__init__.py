"""What press databases export: Nexis, Factiva, Europresse, Integrum, Kikuzo, Yomidas. All come down to `export_paragraphs`."""
