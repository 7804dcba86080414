"""Words that an apostrophe divides in some languages: an elided article before a word, an ending behind a name.

In: a word with straight apostrophes and a language code. Out: where the word proper begins or ends. `l'État`, `dell'Utri`,
`d'fhág` begin behind the apostrophe; `Ankara'da` and `Blair'a` end before it. In any other language the apostrophe is a
letter that goes (`O'Brien`), which is the affair of `folding`.
"""

from __future__ import annotations

import re

from indexer.words.folding import APOSTROPHES, fold

_ELISIONS = {
    "fr": "l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu",
    "it": "l|un|d|c|n|s|m|t|v|all|dall|dell|nell|sull|coll|pell|gl|agl|dagl|degl|negl|sugl|quell|quest|bell|sant|tutt"
    "|com|cos|dov|anch|quand|senz|mezz|altr|nient|null|grand|buon|cent|vent|trent|quarant|cinquant|sessant|settant"
    "|ottant|novant|qualcun|nessun|alcun|ciascun|pover",
    "ca": "l|d|m|n|s|t",
    "pt": "d",
    "ga": "b|d|m",
    "eo": "l|d",
}
_ELIDED = {code: re.compile(rf"(?:{words})'(?=\w)", re.IGNORECASE) for code, words in _ELISIONS.items()}

_ARTICLES = sorted({word for words in _ELISIONS.values() for word in words.split("|")}, key=len, reverse=True)
BEFORE_ACRONYM = re.compile(rf"(?:{'|'.join(_ARTICLES)})[{APOSTROPHES}](?=[^\W\d_]\.)", re.IGNORECASE)
"""An elided article of any language right before the first letter of an acronym: `l'O.N.U.`."""

_ENDINGS = {
    "tr": "y?[aeiu]|[ns]?[iu]n?|y?[iu]n|y?l[ae]|n?[dt][ae]n?(?:k[iu]\\w{0,6})?|l[ae]r\\w{0,9}|l[iu](?:k\\w{0,6})?|n[ae]"
    "|[dt][iu]r|c[ae]|s[iu]n\\w{0,5}",
    "pl": "a|u|y|e|i|owi|em|iem|ie|ow|om|ami|ach|ego|emu|ym|im|owie|owski\\w{0,3}",
}
_ENDED = {code: re.compile(endings) for code, endings in _ENDINGS.items()}
_SHORTEST_NAME = 2


def elided(written: str, language: str) -> int:
    """How many characters of an elided article stand before the word; 0 where there is none."""
    pattern = _ELIDED.get(language)
    if pattern is None or "'" not in written:
        return 0
    found = pattern.match(written)
    return found.end() if found else 0


def name_before_ending(written: str, language: str) -> str:
    """The name behind which an apostrophe sets off an ending, Turkish `Ankara'da`, Polish `Blair'a`; empty where there is none."""
    pattern = _ENDED.get(language)
    if pattern is None or "'" not in written:
        return ""
    name, _, ending = written.rpartition("'")
    return name if len(name) >= _SHORTEST_NAME and pattern.fullmatch(fold(ending)) else ""
