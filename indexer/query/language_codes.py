"""Languages by the names that people type -> the two-letter codes that articles are kept with."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {
    "ar": "arabic ara العربية", "bg": "bulgarian bul български", "bn": "bengali bangla ben", "ca": "catalan cat català",
    "cs": "czech ces cze čeština", "cy": "welsh cym wel", "da": "danish dan dansk", "de": "german deu ger deutsch",
    "el": "greek ell gre ελληνικά", "en": "english eng englisch anglais inglés inglese", "es": "spanish spa español castellano spanisch",
    "et": "estonian est eesti", "eu": "basque eus baq", "fa": "persian farsi fas per", "fi": "finnish fin suomi",
    "fr": "french fra fre français französisch", "ga": "irish gle gaeilge", "he": "hebrew heb עברית", "hi": "hindi hin",
    "hr": "croatian hrv hrvatski", "hu": "hungarian hun magyar", "hy": "armenian hye arm", "id": "indonesian ind",
    "is": "icelandic isl ice íslenska", "it": "italian ita italiano italienisch", "ja": "japanese jpn 日本語", "ka": "georgian kat geo",
    "ko": "korean kor 한국어", "lt": "lithuanian lit", "lv": "latvian lav", "ms": "malay msa may", "ne": "nepali nep",
    "nl": "dutch nld dut nederlands", "no": "norwegian nor norsk", "pl": "polish pol polski", "pt": "portuguese por português",
    "ro": "romanian ron rum română", "ru": "russian rus русский russisch", "sk": "slovak slk slo", "sl": "slovenian slovene slv",
    "sq": "albanian sqi alb", "sr": "serbian srp", "sv": "swedish swe svenska", "sw": "swahili swa", "ta": "tamil tam",
    "th": "thai tha ไทย", "tr": "turkish tur türkçe", "uk": "ukrainian ukr українська", "ur": "urdu urd",
    "vi": "vietnamese vie", "zh": "chinese zho chi mandarin 中文",
}  # fmt: skip


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip().casefold())


_CODES = {_plain(name): code for code, names in _NAMES.items() for name in names.split()}
_CODE = re.compile(r"[a-z*?]{2,3}(?:[-_][a-z0-9*?]{2,8})*|[a-z]?\*", re.IGNORECASE)


def code_of_language(name: str) -> str | None:
    """The code of a language by its English name, its own, or three letters; None for any other text."""
    return _CODES.get(_plain(name))


def names_of_language(code: str) -> tuple[str, ...]:
    """The names that `code_of_language` knows for a code; none for one that it does not know."""
    return tuple(_NAMES.get(code, "").split())


def is_language_code(text: str) -> bool:
    """Whether a text has the form of a code, with or without a region: `de`, `pt-BR`, `zh*`."""
    return _CODE.fullmatch(text) is not None
