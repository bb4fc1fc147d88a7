"""Bytes of a PDF -> its text, page by page, and what it says about itself. Used by :mod:`extract.texts`."""

import io
import logging
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

PAGE_END = "\f"


@dataclass(frozen=True, slots=True)
class PdfText:
    """The pages' text joined by form feeds, where each page begins in it, title and author, one-line problems."""

    text: str
    pages: tuple[int, ...]
    title: str
    author: str
    problems: tuple[str, ...]


def read_pdf(data: bytes) -> PdfText:
    """Return the text layer of a PDF.

    :raises ValueError: the PDF can't be read, asks for a password, or has no text layer.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("the PDF is encrypted and asks for a password")
        texts = [_clean_surrogates(page.extract_text()) for page in reader.pages]
        title, author = _read_info(reader)
    except DependencyError as error:  # AES, which pypdf reads only where the package cryptography is installed
        raise ValueError("the PDF is encrypted with AES; save it without encryption and try again") from error
    except (PyPdfError, OSError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError) as error:
        raise ValueError(f"the PDF can't be read ({error})") from error
    if not any(text.strip() for text in texts):
        raise ValueError("the PDF has no text layer: it holds pictures of pages; run OCR on it first")
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    problems = (f"no text on page {', '.join(empty)}",) if empty else ()
    return PdfText(PAGE_END.join(texts), _find_starts(texts), title, author, problems)


def _clean_surrogates(text: str) -> str:
    """Return the page's text as it can be written to a file: form feeds mark pages only, no lone surrogates."""
    return text.replace(PAGE_END, "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _find_starts(texts: list[str]) -> tuple[int, ...]:
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text) + len(PAGE_END))
    return tuple(starts)


def _read_info(reader: PdfReader) -> tuple[str, str]:
    info = reader.metadata
    if info is None:
        return "", ""
    return (info.title or "").strip(), (info.author or "").strip()
