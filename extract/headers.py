"""Header of a TEI or HTML file -> title, authors, date, where corpus.toml gives none. Used by :mod:`extract.texts`."""

import html
import re

from extract.metadata import Metadata

_LIMIT = 60_000
"""Headers are looked for in so many characters from the beginning."""
_TAG = re.compile(r"<[^<>]*>")
_META = re.compile(r"<meta\b([^<>]*)>", re.IGNORECASE)
_EDTF = re.compile(r"^\d{4}(?:-\d\d(?:-\d\d)?)?$")


def read_header(raw: str) -> Metadata:
    """Return title, authors and date as the file's own header gives them, empty where it is silent."""
    top = raw[:_LIMIT]
    tei = re.search(r"<teiHeader\b.*?(?:</teiHeader>|\Z)", top, re.DOTALL)
    return _read_tei(tei[0]) if tei else _read_html(top)


def _read_tei(header: str) -> Metadata:
    statement = re.search(r"<titleStmt\b.*?</titleStmt>", header, re.DOTALL)
    source = re.search(r"<sourceDesc\b.*?</sourceDesc>", header, re.DOTALL)
    publication = re.search(r"<publicationStmt\b.*?</publicationStmt>", header, re.DOTALL)
    title = _find_texts("title", statement[0] if statement else header)
    dates = [_find_date(part[0]) for part in (source, publication) if part]
    date = next((one for one in dates if one), "")
    return Metadata(
        title=title[0] if title else "",
        authors=tuple(_find_texts("author", statement[0])) if statement else (),
        date=date,
    )


def _read_html(top: str) -> Metadata:
    title = _find_texts("title", top)
    metas: dict[str, list[str]] = {}
    for match in _META.finditer(top):
        given = {
            key.lower(): html.unescape(a or b)
            for key, a, b in re.findall(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", match[1])
        }
        metas.setdefault(given.get("name", given.get("property", "")).lower(), []).append(
            given.get("content", "").strip()
        )
    authors = metas.get("author") or metas.get("citation_author") or metas.get("dc.creator") or []
    dates = [*metas.get("citation_publication_date", []), *metas.get("dc.date", []), *metas.get("date", [])]
    date = next((one.replace("/", "-") for one in dates if _EDTF.match(one.replace("/", "-"))), "")
    return Metadata(title=title[0] if title else "", authors=tuple(one for one in authors if one), date=date)


def _find_texts(name: str, part: str) -> list[str]:
    found = re.findall(rf"<{name}\b[^<>]*>(.*?)</{name}\s*>", part, re.DOTALL | re.IGNORECASE)
    texts = [" ".join(html.unescape(_TAG.sub("", one)).split()) for one in found]
    return [one for one in texts if one]


def _find_date(part: str) -> str:
    match = re.search(r"<date\b[^<>]*\bwhen\s*=\s*[\"']([^\"']+)[\"']", part) or re.search(
        r"<date\b[^<>]*>\s*([\d-]+)\s*</date>", part
    )
    return match[1] if match and _EDTF.match(match[1]) else ""
