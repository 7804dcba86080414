"""The ״ of Hebrew acronyms, for which people type a quotation mark: what is asked and what is indexed read it alike."""

from __future__ import annotations

_LETTER = "[\u05d0-\u05ea]"
_POINT = "[\u05b0-\u05c7]"
_ENDING = "(?:י|ה|ים|יים|ות|ית|יות|ניק)"

GERSHAYIM = rf'(?<=[\u05d0-\u05ea\u05b0-\u05c7])["”“](?={_LETTER}(?:{_POINT}*(?!{_LETTER})|{_ENDING}(?!{_LETTER}|["”“])))'
"""Matches a quotation mark before the last letter of a word, `צה"ל`, or before that and an ending, `מנכ"לית`. Any other begins a quotation: `ה"ארץ"`."""
