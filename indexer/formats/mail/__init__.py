"""Newsletters: single messages and mailboxes."""
