"""Bytes -> text: which charset a file is in, whatever it says it is in.

In: the bytes of one file or field, and the charset that it declares. Out: `Decoded`, its text clean of
what no article means (control characters, lone surrogates, foreign line ends). What is no text at all
raises NoTextError with the reason. Markup and paragraphs are left to `markup` and `layout`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass


class NoTextError(ValueError):
    """The bytes are no text in any charset: a picture, a program, a compressed file, noise."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """`charset` is the Python name of the one that was used; `damaged` counts places that it cannot read."""

    text: str
    charset: str
    damaged: int = 0


_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh9", "bzip2-compressed data"),
    (b"\xfd7zXZ", "xz-compressed data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a RIFF sound, film or picture"),
    (b"OggS", "an Ogg sound or film"),
    (b"ID3", "an MP3 sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)

# What web pages call a charset, and what they mean by it (the WHATWG encoding standard's table, its news-relevant rows).
_MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252",
    "latin1": "cp1252", "l1": "cp1252", "ansi": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "windows-31j": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "big5": "big5hkscs", "x-euc-jp": "euc_jp",
    "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "utf8": "utf-8", "unicode": "utf-16", "utf-7": "",
    "x-user-defined": "", "binary": "",
}  # fmt: skip

_GUESSED = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
    "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "mac_roman", "cp850",
)  # fmt: skip
"""The charsets of newspapers; among fewer, charset-normalizer guesses better."""

_MULTIBYTE = frozenset({"cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "euc_jis_2004", "johab", "hz"})
"""As `codecs.lookup` names them."""

_SAMPLE = 32_768
_FEWEST = 4
"""Fewer letters beyond ASCII tell no language."""
_SOME = 2
"""Fewer that are no such signs tell none either, however many of the signs there are."""
_FEW = 8
"""Fewer bytes beyond ASCII than this tell no charset by statistics: they are read as Windows-1252."""

_ASCII = bytes(range(128))
_PRINTABLE = bytes(range(32, 127)) + b"\t\n\r"
_WESTERN_SIGNS = b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb"
"""Quotes, dashes and money of Windows-1252: an English text is full of them, and they speak for no other charset."""

_MISPLACED = re.compile(rb"(?<=[A-Za-z])(?:[\x82\x84]|[\x93\x94\x95\x99\xa3](?=[A-Za-z]))")
"""Such signs where they cannot stand: an opening quote behind a letter, a quote, a bullet or a pound inside a word. Each is as telling as two letters: it is a letter of another charset."""

_HIGH = re.compile(rb"[\x80-\xff]")
_SURROGATE_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\(J|\$\(D)")
_HARD_CONTROLS = bytes((*range(1, 9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))

_MANY_NULS = 0.001
_MANY_CONTROLS = 0.05

_ESCAPED = re.compile("[\udc80-\udcff]")
_CUT_OFF = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}$")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")

_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_SIGN_IN_WORD = re.compile("[a-z](?:[a-z]|(?=.[a-z]))[\xb9\xb3\xbf\xa5\xa3\xaf\xb1\xbc\xbe\xb6]")
_TWO_SCRIPTS = re.compile("[a-zA-Z](?=[\u0370-\u06ff\u0e00-\u0e7f])|[\u0370-\u06ff\u0e00-\u0e7f](?=[a-zA-Z])")

# A C1 control in text is a Windows-1252 byte that someone took for Latin-1.
_C1 = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_STRAYS = {0xDC00 + code: _C1.get(chr(code), chr(code)) for code in range(0x80, 0x100)}
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_UNWANTED_BYTES = bytes((*range(9), *range(0x0E, 0x20), 0x7F))
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_NONCHARACTERS = tuple(character.encode() for character in "\ufeff\ufffe\uffff")
_LONG = 2_000
"""From so many characters on, looking for unwanted ones among the bytes of UTF-8 is many times as quick as a pattern of them all."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file, by BOM, UTF-16's zero bytes, what is declared and what the bytes can be.

    A declared charset that is plainly wrong is overruled. A UTF-8 text with stray bytes keeps its text,
    and those are read as Windows-1252. Raises NoTextError for what is no text.
    """
    _refuse_known_binary(data)
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _finish(*_decode_certain(data[len(bom) :], charset))
    return _finish(*_decode_unmarked(data, _meant(declared)))


def clean(text: str) -> str:
    """A text with LF line ends, without control characters (tab and newline stay), noncharacters and lone surrogates."""
    encoded = _in_utf_8(text)
    if encoded is None:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    for ending in ("\r\n", "\r", "\x0b", "\x0c", "\u2028"):
        text = text.replace(ending, "\n")
    text = text.replace("\u2029", "\n\n")
    if len(text) >= _LONG and not _has_unwanted(encoded or text.encode()):
        return text
    return _UNWANTED.sub(lambda found: _C1.get(found[0], ""), text)


def _in_utf_8(text: str) -> bytes | None:
    """The bytes of a text; None where it has lone surrogates."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def _has_unwanted(encoded: bytes) -> bool:
    """Whether a text in UTF-8 has a character that `clean` takes out; vertical tabs and form feeds are line ends."""
    if len(encoded.translate(None, _UNWANTED_BYTES)) < len(encoded):
        return True
    if encoded.isascii():
        return False
    return _C1_BYTES.search(encoded) is not None or any(mark in encoded for mark in _NONCHARACTERS)


def _refuse_known_binary(data: bytes) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic) and _looks_binary(data[:4096], magic):
            raise NoTextError(f"it is {kind}, no text")


def _looks_binary(head: bytes, magic: bytes) -> bool:
    """A text may start with the letters of a magic number ("RIFF over pay"): then the rest is text."""
    if not magic.isascii() or any(byte < 32 for byte in magic):
        return True
    return magic in (b"%PDF-", b"{\\rtf", b"GIF8") or any(byte < 9 for byte in head)


def _decode_certain(data: bytes, charset: str) -> tuple[str, str, int]:
    if charset == "utf-8":
        text, damaged = _decode_mixed(data)
        return text, charset, damaged
    text = data.decode(charset, "replace")
    return text, charset, text.count("\ufffd")


def _decode_unmarked(data: bytes, declared: str) -> tuple[str, str, int]:
    if b"\0" in data and (charset := _wide_charset(data)):
        return _decode_certain(data, charset)
    data = data.rstrip(b"\0")
    if _ISO_2022.search(data[:_SAMPLE]) and (text := _strictly(data, "iso2022_jp")) is not None:
        return text, "iso2022_jp", 0
    if data.isascii():
        stated = declared if declared.startswith(("iso2022", "hz")) else ""
        return (stated and _strictly(data, stated)) or data.decode("ascii"), stated or "ascii", 0
    utf8, strays = _decode_mixed(data)
    if not strays and not (
        declared in _MULTIBYTE and _letters_beyond_ascii(data) < 4 and _strictly(data, declared)
    ):
        return utf8, "utf-8", 0
    if strays and _letters_beyond_ascii(data) >= strays:
        return utf8, "utf-8", strays
    return _decode_legacy(data, "" if declared.startswith("utf") else declared)


def _letters_beyond_ascii(data: bytes) -> int:
    """How many letters of two and more bytes the text has when it is read as UTF-8."""
    return len(_BEYOND_ASCII.findall(data.decode("utf-8", "surrogateescape")))


def _decode_legacy(data: bytes, declared: str) -> tuple[str, str, int]:
    """A text in no Unicode charset: as declared where that can be, else as its bytes look, else Windows-1252."""
    pairs = _east_asian(_sample(data))
    contradicted = pairs and declared not in _MULTIBYTE
    if (
        declared
        and not contradicted
        and (text := _strictly(data, declared)) is not None
        and _is_likely(text[:_SAMPLE])
    ):
        return text, declared, 0
    guessed = pairs or _guess(data)
    if (text := _strictly(data, guessed)) is not None:
        return text, guessed, 0
    charset = declared if declared in _MULTIBYTE else guessed
    text = data.decode(charset, "replace")
    return text, charset, text.count("\ufffd")


def _is_likely(text: str) -> bool:
    """Whether a strict decoding looks like writing: few C1 controls, words of one script, accents fewer than letters."""
    beyond = sum(1 for letter in text if letter > "\x7f")
    odd = sum(1 for letter in text if "\x80" <= letter <= "\x9f" or "\ue000" <= letter <= "\uf8ff")
    accented = sum(1 for letter in text if "\xc0" <= letter <= "\u024f")
    plain = sum(1 for letter in text if letter < "\x80" and letter.isalpha())
    mixed = len(_TWO_SCRIPTS.findall(text)) + 2 * len(_SIGN_IN_WORD.findall(text))
    return odd * 10 <= beyond and mixed * 4 <= beyond and (accented <= plain or accented < _FEW)


def _guess(data: bytes) -> str:
    from indexer.charset_profiles import tell_charset

    sample = _sample(data)
    letters = sample.translate(None, _WESTERN_SIGNS)
    beyond = len(letters.translate(None, _ASCII))
    high = len(sample.translate(None, _ASCII))
    many = high >= _FEW and beyond >= _SOME
    if (many or beyond + 2 * len(_MISPLACED.findall(sample)) >= _FEWEST) and (told := tell_charset(sample)):
        return told
    if high < _FEW or beyond < 0.02 * len(letters):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_GUESSED)).best()
    return best.encoding if best and best.encoding in (*_GUESSED, "big5") else "cp1252"


def _east_asian(sample: bytes) -> str:
    """The charset of two bytes a letter that a text is in, by kana and by the rows of the commonest letters; or empty.

    Words of other scripts end in a single high byte before a blank often enough that strict reading fails.
    """
    for charset in ("euc_jp", "cp932"):
        if (text := _strictly(sample, charset)) is not None and _is_japanese(text):
            return charset
    pairs = [(pair[0], pair[1]) for pair in _PAIR.findall(sample)]
    for charset, common, trail in (
        ("cp949", range(0xB0, 0xC9), 0xA1),
        ("gb18030", range(0xB0, 0xD8), 0xA1),
        ("big5hkscs", range(0xA4, 0xC7), 0x40),
    ):
        letters = [first for first, second in pairs if first > 0xA3 and second >= trail]
        known = sum(1 for first in letters if first in common)
        least = 0.97 if charset == "cp949" else 0.8
        if (
            len(letters) > 3
            and len(letters) > 0.75 * len(pairs)
            and known >= least * len(letters)
            and _strictly(sample, charset) is not None
        ):
            return charset
    return ""


def _is_japanese(text: str) -> bool:
    """Whether hiragana is as frequent as only Japanese has it; half-width katakana tells of a wrong charset."""
    beyond = [letter for letter in text if letter > "\x7f"]
    hiragana = sum(1 for letter in beyond if "\u3041" <= letter <= "\u3093")
    half_width = sum(1 for letter in beyond if "\uff61" <= letter <= "\uff9f")
    return hiragana * 6 > len(beyond) and half_width * 10 < len(beyond)


def _sample(data: bytes) -> bytes:
    """The lines around the first bytes beyond ASCII, so that a long English head hides no foreign body."""
    first = _HIGH.search(data)
    if first is None or len(data) <= _SAMPLE:
        return data
    start = data.rfind(b"\n", 0, first.start()) + 1
    end = data.find(b"\n", start + _SAMPLE, start + 2 * _SAMPLE)
    return data[start : end if end > 0 else start + _SAMPLE]


def _decode_mixed(data: bytes) -> tuple[str, int]:
    """UTF-8 whose stray bytes are Windows-1252; gives the text and how many bytes were stray.

    `surrogateescape` hands each byte that is no UTF-8 over as U+DC80 to U+DCFF, so one pass does it.
    """
    if (whole := _strict_utf8(data)) is not None:
        return whole, 0
    if _SURROGATE_PAIR.search(data):
        data = _SURROGATE_PAIR.sub(_join_surrogates, data)
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_ESCAPED.findall(text))
    if not strays:
        return text, 0
    return _CUT_OFF.sub("", text).translate(_STRAYS), strays


def _strict_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _join_surrogates(found: re.Match[bytes]) -> bytes:
    pair = found[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return pair.decode("utf-16-le", "replace").encode("utf-8")


def _wide_charset(data: bytes) -> str:
    """UTF-16 or UTF-32 without a BOM, told by where its zero bytes stand; empty for neither."""
    head = data[: 4096 - 4096 % 4]
    zeros = [head[place::4].count(0) for place in range(4)]
    quarter = max(1, len(head) // 4)
    for charset, places in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        if len(data) % 4 == 0 and all(zeros[place] > 0.95 * quarter for place in places):
            return charset if _is_wide_text(head, charset) else ""
    if sum(zeros) * 5 < len(head) and len(head.translate(None, _PRINTABLE)) - sum(zeros) < 0.05 * len(head):
        return ""
    whole = head[: len(head) // 2 * 2]
    charset = max(("utf-16-le", "utf-16-be"), key=lambda name: _frequent_letters(whole, name))
    return charset if _is_wide_text(whole, charset) else ""


def _frequent_letters(head: bytes, charset: str) -> int:
    """How often the commonest signs of all scripts stand in a text: blanks, ASCII, East Asian commas and stops."""
    return sum(
        1
        for letter in head.decode(charset, "ignore")
        if "\t" <= letter < "\x7f" or letter in "\u3001\u3002\uff0c"
    )


def _is_wide_text(head: bytes, charset: str) -> bool:
    text = head.decode(charset, "ignore")
    written = sum(1 for letter in text if letter.isalnum() or letter.isspace() or letter.isprintable())
    return len(text) * 2 >= len(head) // 2 and written >= 0.97 * len(text) and "\0" not in text


def _strictly(data: bytes, charset: str) -> str | None:
    """The text where all of it can be read; a letter that the end of the data cuts off may be lost."""
    try:
        return codecs.getincrementaldecoder(charset)().decode(data, final=False)
    except (UnicodeError, LookupError, TypeError):
        return None


def _meant(declared: str | None) -> str:
    """The Python name of a declared charset; empty for none, an unknown one, or one that is no charset."""
    name = (declared or "").strip().strip("\"'").lower()
    name = _MEANT.get(name, name)
    try:
        found = codecs.lookup(name) if name and len(name) < 40 and name.isascii() else None
    except (LookupError, ValueError):
        return ""
    if found is None or not getattr(found, "_is_text_encoding", True):
        return ""
    return found.name


def _finish(text: str, charset: str, damaged: int) -> Decoded:
    _refuse_noise(text)
    return Decoded(clean(text), charset, damaged)


def _refuse_noise(text: str) -> None:
    sample = text[:1_000_000]
    encoded = sample.encode("utf-8", "surrogatepass")
    controls = len(encoded) - len(encoded.translate(None, _HARD_CONTROLS))
    if text.count("\0") > max(2, len(text) * _MANY_NULS) or controls > max(8, len(sample) * _MANY_CONTROLS):
        raise NoTextError("it is binary, no text")
