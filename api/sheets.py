"""The record of an entity in, what ``smolny show`` prints out: text, Markdown or JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap
from typing import Final

from api.articles import lead
from graph.date_labels import say_date
from graph.sheets import Line, Quote, Sheet

FORMATS: Final = ("text", "md", "json", "ttl")
WIDTH: Final = 100
WORDS: Final = {
    "fr": {
        "names": "Noms", "met": "Mentions", "review": "à vérifier", "denied": "nié", "reported": "rapporté",
        "conditional": "au conditionnel", "disputed": "contredit par une autre affirmation",
        "julian": "calendrier julien", "according": "selon", "authority": "liste d’autorité",
        "undated": "sans date", "page": "p.", "at": "car.",
    },
    "en": {
        "names": "Names", "met": "Mentions", "review": "to be reviewed", "denied": "denied", "reported": "reported",
        "conditional": "conditional", "disputed": "contradicted by another claim",
        "julian": "Julian calendar", "according": "according to", "authority": "authority list",
        "undated": "no date", "page": "p.", "at": "char.",
    },
}  # fmt: skip

_ENDING: Final = re.compile(r" (?:le|à|par|de|dans|on|in|by|of|from)$")  # of a wording that nothing follows


def to_text(sheet: Sheet, language: str, width: int = WIDTH) -> str:
    """Return the record as plain text, quotes under their lines."""
    words = WORDS[language]
    lines = [sheet.label, "=" * len(sheet.label), *_head(sheet, language)]
    for section in sheet.sections:
        lines += ["", section.title.upper()]
        for line in section.lines:
            date = say_date(line.edtf, language) or words["undated"]
            lines += wrap(f"{date} : {say(line, language)}", width, initial_indent="  ", subsequent_indent="    ")
            for quote in line.quotes:
                text = f"« {quote.text} » — {cite(quote, language)}"
                lines += wrap(text, width, initial_indent="      ", subsequent_indent="      ")
            if not line.quotes:
                lines.append(f"      — {words['authority']}")
    return "\n".join(lines) + "\n"


def to_markdown(sheet: Sheet, language: str) -> str:
    """Return the record as Markdown."""
    words = WORDS[language]
    lines = [f"# {_escape(sheet.label)}", "", *(f"- {_escape(line)}" for line in _head(sheet, language))]
    for section in sheet.sections:
        lines += ["", f"## {section.title}", ""]
        for line in section.lines:
            date = say_date(line.edtf, language) or words["undated"]
            lines.append(f"- **{_escape(date)}** {_escape(say(line, language))}")
            for quote in line.quotes:
                lines.append(f"  > « {_escape(quote.text)} » — {_escape(cite(quote, language))}")
                lines.append("")
            if not line.quotes:
                lines += [f"  > — {words['authority']}", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def to_json(sheet: Sheet) -> str:
    """Return the record as JSON, one object with all that :class:`graph.sheets.Sheet` has."""
    return json.dumps(asdict(sheet), ensure_ascii=False, indent=1) + "\n"


def say(line: Line, language: str) -> str:
    """Return a line as it reads: the predicate in words, the other entity, the role, what is to be known of it."""
    words = WORDS[language]
    if line.role and line.predicate in ("holdsOffice", "relativeOf"):
        said = f"{line.other}, {line.role}" if line.inverse else _join(f"{line.role} :" * bool(line.other), line.other)
        said = said or line.role
    else:
        said = f"{lead_to(line, language)}{line.other}".strip() + (f" ({line.role})" if line.role else "")
    marks = [words[mark] for mark in (line.polarity, line.stance, line.calendar) if mark in words]
    marks += [f"{words['according']} {line.whose}"] if line.whose else []
    marks += [words["disputed"]] if line.disputed else []
    return said + (f" [{' ; '.join(marks)}]" if marks else "")


def lead_to(line: Line, language: str) -> str:
    """Return the predicate in words as it is said before the other entity's name, the blank included."""
    return lead(line.wording, line.other, line.other_iri) if language == "fr" and line.other else f"{word_line(line)} "


def word_line(line: Line) -> str:
    """Return the predicate in words, without the preposition that nothing follows: "né" for "né le"."""
    return line.wording if line.other else _ENDING.sub("", line.wording)


def cite(quote: Quote, language: str) -> str:
    """Return where a quote stands: the source's title, the page or else the character, the source's id."""
    words = WORDS[language]
    place = f"{words['page']} {quote.page}" if quote.page else f"{words['at']} {quote.start}"
    return f"{quote.title}, {place} ({quote.source})"


def _head(sheet: Sheet, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield _join(sheet.kind, f"<{sheet.iri}>")
    if sheet.description:
        yield sheet.description
    if sheet.names:
        yield f"{words['names']} : {', '.join(sheet.names)}"
    for link in sheet.exact:
        yield f"Wikidata : {link}"
    for link in sheet.close:
        yield f"Wikidata ({words['review']}) : {link}"
    if sheet.met:
        yield f"{words['met']} : {', '.join(f'{source} {count}' for source, count in sheet.met)}"


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _escape(text: str) -> str:
    """Keep what Markdown would read as its own: ``*``, ``_``, ``#`` at the start, brackets, ``<``."""
    return "".join(f"\\{char}" if char in "\\*_[]<>`" else char for char in text)
