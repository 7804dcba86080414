"""Saved pages and web archives: `html_page` reads a page (`page_facts`, `page_body`, `page_dates`, `page_leftovers`), `web_archive` what a crawl kept."""
