"""Newspapers as printed: page OCR (ALTO, METS) and PDF."""
