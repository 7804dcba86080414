"""Which language an article is in, and which stemmer a language has.

In: an article or a text. Out: ISO 639-1 codes. What is declared counts; else the text tells, where it
is long enough: by its script, then by its English function words, then by py3langid's model, which is
loaded only when a text needs it. Nothing is guessed from a headline.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable

import Stemmer

from indexer.article import Article

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

STEMMED: frozenset[str] = frozenset(
    code for code, name in _SNOWBALL.items() if name in set(Stemmer.algorithms())
)
"""ISO 639-1 codes of the languages that have a Snowball stemmer here."""

STEMMER_VERSION: str = Stemmer.version()
"""Stems may differ between versions, so an index is only good for the one it was written with."""

_READ = 1_000
_READ_FIRST = 600
"""Characters that the model looks at, and the quick tests before it; more changes no answer and costs time."""

_LEAST_WORDS = 15
_LEAST_LETTERS = 80
_LEAST_IDEOGRAPHS = 12
_SURE = 0.9
"""Least probability at which the model's answer is taken."""

_ENGLISH_WORDS = """
    the and that for with from his they were which this have has been their would said are by it to be
    not he at an as its will who but she had about after when there than
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENGLISH_SHARE = 0.12
_WORDS = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN = re.compile(
    "[\u0370-\u1dff\u2c80-\ua71f\ua800-\ufaff\ufb1d-\ufdff\ufe70-\ufeff\uff66-\uffdc\U00010000-\U0003ffff]"
)

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("kana", "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"),
    ("hangul", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"),
    ("han", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"),
    ("cyrillic", "\u0400-\u052f"),
    ("arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("devanagari", "\u0900-\u097f"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("ta", "\u0b80-\u0bff"),
    ("th", "\u0e00-\u0e7f"),
)
_SCRIPT = re.compile("|".join(f"(?P<{name}>[{ranges}])" for name, ranges in _SCRIPTS))


def stem_language(code: str | None, default: str) -> str:
    """The language whose stemmer a text of language `code` takes: its own where there is one, else the archive's default."""
    return code if code in STEMMED else default


_stemmers = threading.local()


def stem(folded: str, language: str) -> str:
    """The stem of a folded word; the word itself for a language without a stemmer. Safe from any thread."""
    stem_word: Callable[[str], str] | None = _stemmers.__dict__.get(language)
    if stem_word is None:
        stem_word = _load_stemmer(language)
        _stemmers.__dict__[language] = stem_word
    return stem_word(folded)


def _load_stemmer(language: str) -> Callable[[str], str]:
    if language not in STEMMED:
        return str
    # a stemmer object must not be shared by threads; callers cache, so its own cache is off
    stem_word: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[language], 0).stemWord
    return stem_word


def settle_language(article: Article, default: str) -> str:
    """The language an article is indexed as: declared, else detected in its words, else the default."""
    if article.language:
        return article.language
    parts = (article.title, article.summary, article.body[:1500])
    return detect("\n".join(part for part in parts if part)) or default


def detect(text: str) -> str | None:
    """The language of a text (ISO 639-1), None where it is too short or too mixed to tell."""
    head = text[:_READ_FIRST]
    if not head.isascii() and (beyond := len(_BEYOND_LATIN.findall(head))) * 4 > len(head):
        return _detect_by_script(head, beyond)
    if _is_plainly_english(head):
        return "en"
    words = _WORDS.findall(head.lower())
    if len(words) < _LEAST_WORDS or sum(map(len, words)) < _LEAST_LETTERS:
        return None
    if sum(map(_ENGLISH.__contains__, words)) >= _ENGLISH_SHARE * len(words) and "the" in words:
        return "en"
    return _detect_by_model(text[:_READ])


def _is_plainly_english(head: str) -> bool:
    """Told by words between blanks, in a fifth of the time that cutting them out rightly takes."""
    words = head.lower().split()
    if len(words) < 2 * _LEAST_WORDS:
        return False
    return sum(map(_ENGLISH.__contains__, words)) >= _ENGLISH_SHARE * len(words) and "the" in words


def _detect_by_script(text: str, letters: int) -> str | None:
    counts = Counter(match.lastgroup for match in _SCRIPT.finditer(text))
    if not counts:
        return _detect_by_model(text) if letters >= _LEAST_LETTERS else None
    script = counts.most_common(1)[0][0]
    if script in ("kana", "han", "hangul"):
        return _tell_east_asian(counts, letters)
    if letters < _LEAST_LETTERS // 2:
        return None
    if script in ("arabic", "cyrillic", "hebrew", "devanagari"):
        return _detect_by_model(text)
    return script


def _tell_east_asian(counts: Counter[str | None], letters: int) -> str | None:
    """Kana are only Japanese, Hangul only Korean; both mix with Han."""
    if letters < _LEAST_IDEOGRAPHS:
        return None
    if counts["hangul"] > counts["kana"]:
        return "ko" if counts["hangul"] * 5 > letters else "zh"
    return "ja" if counts["kana"] * 20 > letters else "zh"


def _detect_by_model(text: str) -> str | None:
    from indexer.words.language_model import load_model

    code, probability = load_model().classify(text)
    return str(code) if probability >= _SURE else None
