"""Bytes of a text file -> its text and the name of its encoding, or the reason why it is none.

Used by :mod:`extract.texts`. Nothing is translated: line ends, byte-order marks and odd spaces stay as they are.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_SHARE = 0.01
"""More control characters than this share of the bytes, and the file is no text."""


def decode_text(data: bytes, declared: str = "") -> tuple[str, str, list[str]]:
    """Return the text of ``data``, the encoding's name and one-line problems; ``declared`` is tried after UTF-8.

    :raises ValueError: the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(data, encoding), encoding, []
    controls = sum(data.count(byte) for byte in _CONTROLS)
    if controls > max(3, _SHARE * len(data)):
        raise ValueError("not a text file (binary data)")
    problems = [f"{controls} control characters left out"] if controls else []
    try:
        return data.decode("utf-8"), "utf-8", problems
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if declared not in ("", "utf-8", "ascii"):
            return _decode(data, declared), declared, problems
        said = f"line {line}: not UTF-8 (byte {data[error.start]:#04x}); read as windows-1252"
    try:
        return data.decode("cp1252"), "windows-1252", [*problems, said]
    except UnicodeDecodeError:
        return data.decode("latin-1"), "iso-8859-1", [*problems, said.replace("windows-1252", "iso-8859-1")]


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"says it is {encoding}, which it is not at byte {error.start}") from error


def find_declared(data: bytes) -> str:
    """Return the encoding that an XML declaration or an HTML ``meta`` names, ``""`` where none is known by it."""
    match = re.search(
        rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*?charset\s*=\s*[\"']?([\w.:-]+)",
        data[:2048],
        re.IGNORECASE,
    )
    if match is None:
        return ""
    name = (match[1] or match[2]).decode("ascii", "replace")
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    return found.name if found._is_text_encoding else ""
