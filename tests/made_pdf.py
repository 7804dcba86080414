"""PDF files made for tests: lines of text at places, in sizes, with whatever a document says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TextLine = tuple[float, float, float, str]
"""Size of the type, place from the left and from the foot in points, text."""


def column(
    text: str, *, size: float = 10, top: float = 700, left: float = 60, leading: float = 12
) -> list[TextLine]:
    """The lines of a text below each other; blank ones leave their place empty."""
    return [
        (size, left, top - number * leading, line)
        for number, line in enumerate(text.split("\n"))
        if line.strip()
    ]


def make_pdf(
    pages: Sequence[Sequence[TextLine]],
    info: Mapping[str, str] | None = None,
    *,
    xmp: str = "",
    language: str = "",
    encoding: str = "/WinAnsiEncoding",
) -> bytes:
    """A whole file, uncompressed, so that its bytes can be read."""
    contents = [_draw(lines) for lines in pages]
    return assemble(contents, info, xmp=xmp, language=language, encoding=encoding)


def assemble(
    contents: Sequence[bytes],
    info: Mapping[str, str] | None = None,
    *,
    xmp: str = "",
    language: str = "",
    encoding: str = "/WinAnsiEncoding",
) -> bytes:
    """A file of pages whose drawing instructions are given."""
    first = 5
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    further = (f" /Lang ({language})" if language else "") + (" /Metadata 4 0 R" if xmp else "")
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R{further} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} >>".encode(),
        _stream(xmp.encode(), " /Type /Metadata /Subtype /XML"),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(content))
    if info:
        fields = " ".join(f"/{name} ({_escape(value)})" for name, value in info.items())
        objects.append(f"<< {fields} >>".encode("cp1252"))
    return _write(objects, has_info=bool(info))


def _draw(lines: Sequence[TextLine]) -> bytes:
    parts = [f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escape(text)}) Tj ET" for size, x, y, text in lines]
    return "\n".join(parts).encode("cp1252")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _stream(data: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(data)}{more} >>\nstream\n".encode() + data + b"\nendstream"


def _write(objects: Sequence[bytes], *, has_info: bool) -> bytes:
    data = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    info = f" /Info {len(objects)} 0 R" if has_info else ""
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)
