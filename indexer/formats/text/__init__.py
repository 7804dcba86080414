"""Text as it was scraped or typed: one article a file (`plain_text`), or several (`markdown_digest`)."""
