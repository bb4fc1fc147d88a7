"""Is a quote found again in its source? The check behind the first promise: every mention and claim can be looked up.

Comes in: the source's text as it lies on disk, a span, the cleaned quote. What cleaning may change or leave out is
allowed for; nothing else is.
"""

import html
import unicodedata

_IGNORED = frozenset("-‐\u00ad\u200b\u2060\ufeff")
_MOST = 12
"""A span may be so many times as long as its quote, plus ``_SPARE``: what cleaning left out lies in between."""
_SPARE = 6000


def find_quote(raw: str, start: int, end: int, exact: str) -> bool:
    """Return whether the cleaned ``exact`` is found again at ``raw[start:end]``.

    The first and the last letters must be those of the span, and all letters must come in it in their order. White
    space, hyphens, accents set apart, ligatures, markup and what stands between the halves of a cut sentence (page
    furniture, notes) may differ. A quote whose halves lie in the reverse order of the file is not found.
    """
    if not 0 <= start < end <= len(raw) or not exact.strip() or end - start > _MOST * len(exact) + _SPARE:
        return False
    quote, span = _spell(exact), _spell(raw[start:end])
    if not quote or not span:
        return False
    if quote in span:
        return span.startswith(quote[0]) and span.endswith(quote[-1])
    ends = _fits(raw[start], quote[0]) and _fits(raw[end - 1], quote[-1])
    return ends and _is_subsequence(quote, _spell(html.unescape(raw[start : end + 12])))


def _spell(text: str) -> str:
    """Return the characters that cleaning keeps, ligatures and accents in one spelling."""
    plain = unicodedata.normalize("NFKC", text).replace("\u037e", ";")
    return "".join(one for one in plain if not one.isspace() and one not in _IGNORED)


def _fits(source: str, quoted: str) -> bool:
    """Return whether the source's character can be the quote's; the first of an entity stands for any."""
    return source in "&<" or quoted in _spell(source) or not source.isalnum()


def _is_subsequence(quote: str, span: str) -> bool:
    rest = iter(span)
    return all(one in rest for one in quote)
