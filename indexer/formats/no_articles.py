"""Files that hold no article, by their names and first bytes: what lies about in archives beside the articles."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

NAMES: tuple[tuple[str, str], ...] = (
    (r"read[-_ ]?me.*", "a README: it speaks of the files beside it"),
    (r"(?:licen[cs]e|copying|unlicense|notice|eula)s?(?:[-_.](?:mit|bsd|apache|gpl|lgpl|agpl|mpl|cc|by|third|party|v?[0-9]{1,4})){0,6}(?:\.(?:txt|md|rst|html?|pdf))?", "a licence"),
    (r"(?:changelog|changes|history|release[-_]?notes|authors|contributors|contributing|maintainers|install|todo|security|code_of_conduct)(?:\.(?:md|rst|adoc))|changelog.*|(?:changes|history|authors|install|todo)", "a file about a project, not a story"),
    (r"(?:gnu)?makefile|cmakelists\.txt|dockerfile.*|jenkinsfile|vagrantfile|robots\.txt|requirements[\w.-]*\.txt|package(?:-lock)?\.json|tsconfig\.json|composer\.json", "a file for tools"),
    (r"\.ds_store|thumbs\.db|desktop\.ini|\._.*|\.directory|folder\.jpg|ehthumbs\.db|icon\r", "left by a file manager"),
    (r"\.git(?:ignore|attributes|modules|keep)|\.hg\w*|\.editorconfig|\.keep|\.npmrc|\.env|.*\.(?:swp|swo|bak|tmp|part|crdownload|lock|pid)|~\$.*|.*~|#.*#", "a working file of an editor or tool"),
    (r".*\.(?:dtd|xsd|xslt?|rng|rnc|sch|mod|ent)", "a definition of a document type, not a document"),
    (r".*\.(?:md5|sha\d*|asc|sig|torrent)|(?:md5|sha\d+)sums?(?:\.txt)?|checksums?(?:\.txt)?", "checksums or a signature"),
    (r".*\.(?:py[co]?|js|mjs|ts|css|scss|less|java|class|c|h|cc|cpp|hpp|rs|go|rb|pl|php|sh|bat|ps1|sql|ya?ml|toml|ini|cfg|conf|map)", "program text or settings"),
    (r".*\.(?:woff2?|ttf|otf|eot|ico|svg)", "a font or a drawing"),
)  # fmt: skip
"""Pattern of a whole file name in lower case, and what such a file is."""

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"GIF8", "a picture (GIF)"),
    (0, b"II*\0", "a picture (TIFF)"),
    (0, b"MM\0*", "a picture (TIFF)"),
    (8, b"WEBP", "a picture (WebP)"),
    (0, b"8BPS", "a picture (Photoshop)"),
    (0, b"\0\0\x01\0", "a picture (icon)"),
    (4, b"ftypheic", "a picture (HEIC)"),
    (4, b"ftypavif", "a picture (AVIF)"),
    (4, b"ftyp", "a film or sound (MP4)"),
    (8, b"AVI ", "a film (AVI)"),
    (0, b"\x1aE\xdf\xa3", "a film (Matroska)"),
    (0, b"FLV\x01", "a film (Flash)"),
    (0, b"\0\0\x01\xba", "a film (MPEG)"),
    (8, b"WAVE", "a sound (WAV)"),
    (0, b"ID3", "a sound (MP3)"),
    (0, b"\xff\xfb", "a sound (MP3)"),
    (0, b"OggS", "a sound (Ogg)"),
    (0, b"fLaC", "a sound (FLAC)"),
    (0, b"%!PS", "PostScript, which no format here reads"),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Office document of the old kind, which no format here reads",
    ),
    (0, b"{\\rtf", "RTF, which no format here reads"),
    (0, b"PK\x03\x04", "a zip archive or an Office document, which no format here reads"),
    (0, b"7z\xbc\xaf'\x1c", "an archive (7z), which is not opened here"),
    (0, b"Rar!\x1a\x07", "an archive (RAR), which is not opened here"),
    (0, b"SQLite format 3\0", "a database (SQLite)"),
    (0, b"PAR1", "a table in Parquet, which no format here reads"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"wOFF", "a font"),
    (0, b"\x93NUMPY", "an array (NumPy)"),
)
"""Place, bytes and what a file with these bytes at that place is."""

TEXTS: tuple[tuple[bytes, str], ...] = (
    (rb"\s*\*FIND[ \t]+\d", "the queries of a test collection"),
    (rb"(?:\d{1,6}[ \t]+(?:0|Q0)[ \t]+[\w.-]{1,60}[ \t]+-?\d\r?\n){3}", "judgements of relevance of a test collection"),
    (rb"(?:[A-Za-z'.-]{1,30}\s{1,8}\n\s{0,8}){20}(?:[A-Za-z'.-]{1,30}\s{1,8})*\Z|(?:[A-Za-z'.-]{1,30}\r?\n){20,}\Z", "a list of words"),
    (rb'\{\s*"format"\s*:\s*"json-pages', "the list of pages in a web archive; their text is in its WARC files"),
    (rb'\{\s*"(?:profile"\s*:\s*"data-package|wacz_version"|resources"\s*:\s*\[\s*\{\s*"(?:name|path|hash)")', "the list of files in a package"),
    (rb'\{[^{}]{0,300}"path"\s*:\s*"datapackage\.json"', "checksums or a signature"),
    (rb" CDX [A-Za-z](?: [A-Za-z])+\s*\n|!meta \d+ \{", "the index of a web archive; the text is in its WARC files"),
    (rb"[^\s{}]{1,4000} \d{14} \{\s*\"", "the index of a web archive; the text is in its WARC files"),
)  # fmt: skip
"""Pattern of how a text begins, and what it is."""

_TEXTS = tuple((re.compile(pattern), what) for pattern, what in TEXTS)
_NAMES = tuple((re.compile(pattern, re.DOTALL), what) for pattern, what in NAMES)
_CONTROLS = tuple(code for code in range(32) if code not in b"\t\n\f\r\x1a\x1b")
_UTF_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def explain_name(name: str) -> str | None:
    """What a file of this name is, where that is no article."""
    base = PurePosixPath(name.replace("\\", "/")).name.lower()
    return next((what for pattern, what in _NAMES if pattern.fullmatch(base)), None)


def explain_bytes(head: bytes) -> str | None:
    """What a file with this head is, where that is no article."""
    if not head:
        return "an empty file"
    if not head.strip(b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe\x1a"):
        return "a file of nothing but white space"
    for place, mark, what in MAGIC:
        if head[place : place + len(mark)] == mark:
            return what
    for pattern, what in _TEXTS:
        if pattern.match(head):
            return what
    return "a binary file" if _is_binary(head) else None


def _is_binary(head: bytes) -> bool:
    """Whether it holds control bytes as no text does, or zero bytes otherwise than UTF-16 and UTF-32 place them.

    In these at least one of the places modulo 2 or 4 holds a zero in most characters of a Latin text; in other scripts
    a byte order mark tells.
    """
    if head.startswith(_UTF_MARKS):
        return False
    sample = head[:4096]
    zeros = sample.count(0)
    if zeros * 100 < len(sample):  # a text may have a few in it
        return sum(map(sample.count, _CONTROLS)) * 20 > len(sample)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    is_utf_16 = min(even, odd) * 20 < max(even, odd) and not _has_wide_controls(sample, int(odd > even))
    is_utf_32 = zeros * 2 > len(sample) and any(
        sample[at::4].count(0) * 20 < len(sample) // 4 for at in (0, 3)
    )
    return not (is_utf_16 or is_utf_32)


def _has_wide_controls(sample: bytes, high: int) -> bool:
    """Whether of the bytes beside the zeros at the even places (`high` 0) or the odd ones more are control bytes than in a text."""
    zeros_at, beside = sample[high::2], sample[1 - high :: 2]
    lows = bytes(low for zero, low in zip(zeros_at, beside, strict=False) if not zero)
    return sum(map(lows.count, _CONTROLS)) * 20 > len(lows)
