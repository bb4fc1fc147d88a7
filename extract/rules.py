"""The rule tables ``rules/**/*.tsv`` in, frozen rows out. Errors name the file and the line.

``macros.tsv`` holds named parts of patterns that every other table may use as ``{name}``; a macro may use others that
stand above it. A row's examples are its tests: see ``tests/extract/test_rules.py``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeVar

# what the rows of ``rules/claims`` and ``rules/frames`` state, a table each
SUBJECTS: Final = ("offices", "memberships", "stays", "events", "conflicts", "lives")
CLAIM_TABLES: Final = tuple(f"claims/{subject}.tsv" for subject in SUBJECTS)

_MACRO = re.compile(r"\{([a-z_]+)\}")


class RuleError(ValueError):
    """A line of a rule table that can't be read; the message says which."""


@dataclass(frozen=True, slots=True)
class NameRule:
    """A pattern over plain text whose group ``m`` (or whole match) is a mention of ``kind``.

    ``label`` is the entity's name as a template over the pattern's groups, ``""`` for the surface form.
    """

    id: str
    kind: str
    pattern: re.Pattern[str]
    label: str
    example: str
    expects: str
    negative: str
    line: int


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A pattern over a masked sentence (see :mod:`extract.claims`) that states ``predicate`` between its groups.

    ``polarity`` is set where the words around decide nothing ("dans sa Cavalerie rouge" names the author whatever the
    verb denies); ``needs`` are the letters of each slot that no match can do without: a sentence that lacks them is
    not searched; ``table`` and ``line`` are where it stands.
    """

    id: str
    predicate: str
    pattern: re.Pattern[str]
    confidence: float
    role: str
    example: str
    expects: str
    negative: str
    line: int
    needs: tuple[str, ...] = ()
    polarity: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A word for an office and the concept it stands for."""

    word: str
    concept: str
    line: int


def read_rows(name: str, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Return (line number, row) of each line of ``rules/<name>``; raise :class:`RuleError` for a line out of form."""
    path: Traversable = files("extract").joinpath("rules", *name.split("/"))
    lines = path.read_text(encoding="utf-8").split("\n")
    header = tuple(lines[0].split("\t"))
    if header != columns:
        raise RuleError(f"rules/{name}:1: the columns must be {' '.join(columns)}")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise RuleError(f"rules/{name}:{number}: {len(cells)} cells, the header has {len(columns)}")
        rows.append((number, dict(zip(columns, cells, strict=True))))
    return rows


Row = TypeVar("Row", NameRule, ClaimRule)


@cache
def read_macros() -> dict[str, str]:
    """Return the macros by name, each with the macros it uses put in."""
    macros: dict[str, str] = {}
    for line, row in read_rows("macros.tsv", ("name", "pattern", "comment")):
        if row["name"] in macros:
            raise RuleError(f"rules/macros.tsv:{line}: '{row['name']}' stands twice")
        macros[row["name"]] = expand(row["pattern"], macros, f"rules/macros.tsv:{line}")
    return macros


def expand(pattern: str, macros: dict[str, str], where: str) -> str:
    """Return ``pattern`` with each ``{macro}`` put in; raise :class:`RuleError` for one that is not there."""

    def put_in(match: re.Match[str]) -> str:
        if match.group(1) not in macros:
            raise RuleError(f"{where}: unknown macro {match.group()}")
        return f"(?:{macros[match.group(1)]})"

    return _MACRO.sub(put_in, pattern)


def compile_pattern(pattern: str, where: str) -> re.Pattern[str]:
    """Return the compiled pattern; raise :class:`RuleError` with the place where it can't be compiled."""
    try:
        return re.compile(expand(pattern, read_macros(), where))
    except re.error as error:
        raise RuleError(f"{where}: {error}: {pattern}") from error


@cache
def read_name_rules() -> tuple[NameRule, ...]:
    """Return the rows of ``rules/names.tsv``."""
    columns = ("id", "kind", "pattern", "label", "example", "expects", "negative")
    rules = []
    for line, row in read_rows("names.tsv", columns):
        pattern = compile_pattern(row["pattern"], f"rules/names.tsv:{line}")
        rules.append(
            NameRule(
                row["id"], row["kind"], pattern, row["label"], row["example"], row["expects"], row["negative"], line
            )
        )
    return _unique(tuple(rules), "names.tsv")


@cache
def read_claim_rules() -> tuple[ClaimRule, ...]:
    """Return the rows of :data:`CLAIM_TABLES`, those of the first before those of the second."""
    rules = tuple(rule for table in CLAIM_TABLES for rule in _read_claim_table(table))
    return _unique(rules, " or ".join(CLAIM_TABLES))


def _read_claim_table(table: str) -> Iterator[ClaimRule]:
    columns = ("id", "predicate", "pattern", "confidence", "role", "polarity", "example", "expects", "negative")
    for line, row in read_rows(table, columns):
        where = f"rules/{table}:{line}"
        pattern = compile_pattern(expand_slots(row["pattern"], where), where)
        yield ClaimRule(row["id"], row["predicate"], pattern, float(row["confidence"]), row["role"], row["example"],
                        row["expects"], row["negative"], line, find_needs(row["pattern"]), row["polarity"],
                        table)  # fmt: skip


@cache
def read_offices() -> tuple[Office, ...]:
    """Return the rows of ``rules/offices.tsv``, the longest words first."""
    rows = read_rows("offices.tsv", ("word", "concept", "comment"))
    offices = [Office(row["word"], row["concept"], line) for line, row in rows]
    return tuple(sorted(offices, key=lambda office: (-len(office.word), office.word)))


_SLOT = re.compile(r"\{(s|o|d|a)(?::([PASFOLEWD]+))?(\+?)\}")


def expand_slots(pattern: str, where: str) -> str:
    """Turn ``{s:PA}`` (one mention of a class) and ``{o:AO+}`` (a list of them) into named groups.

    Letters are classes in masked text: P person, A party, S soviet, F front, O organisation, L place, E event, W work,
    D date. ``s`` is the subject, ``o`` the object, ``d`` the date, ``a`` whose word it is.
    """

    def put_in(match: re.Match[str]) -> str:
        group, classes, many = match.groups()
        classes = classes or ("D" if group == "d" else "")
        if not classes:
            raise RuleError(f"{where}: slot {match.group()} names no class")
        one = rf"<[{classes}]\d+>"
        return f"(?P<{group}>{_listed(one)}|{one})" if many else f"(?P<{group}>{one})"

    expanded = _SLOT.sub(put_in, pattern)
    return _NO_COMPLEMENT + expanded if _BEFORE_VERB.match(pattern) else expanded


# a name after "de" or "contre" is no subject: "L'épouse de <P0>, <P1>, mourut"
# an apposition may follow a complement: "la mort de <P0>, secrétaire de <O1>"
_BEFORE_VERB = re.compile(r"\{s:[A-Z]+\+?\}(?!\(\?: \\\(|,| \\\(| \?\\\()")
_NO_COMPLEMENT = r"(?<!\bde )(?<!\bd['’])(?<!\bcontre )(?<!\bavec )(?<!\bchez )(?<!\bmalgré )"


def find_needs(pattern: str) -> tuple[str, ...]:
    """Return the letters of each slot of a pattern that stands in no group, and so in every match."""
    needs = []
    for slot in _SLOT.finditer(pattern):
        before = re.sub(r"\\.|\[[^\]]*\]", "", pattern[: slot.start()])
        if before.count("(") == before.count(")"):
            needs.append(slot.group(2) or "D")
    return tuple(needs)


def _listed(one: str) -> str:
    """Return the pattern of two and more: "A et B", "A, B et C", "A, B, C"; "A, B" alone may be an apposition."""
    article = r"(?:de |d['’]|avec |à |en |au |aux |le |la |l['’]|les |du |des )?"
    comma = rf", {article}"
    link = rf",? (?:et|ou|ni|puis|ainsi que|comme) (?:de nouveau )?{article}"
    return rf"{one}(?:{comma}{one})*{link}{one}(?:(?:{comma}|{link}){one})*|{one}(?:{comma}{one}){{2,}}"


def _unique(rules: tuple[Row, ...], name: str) -> tuple[Row, ...]:
    seen: dict[str, int] = {}
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"rules/{name}:{rule.line}: id '{rule.id}' stands on line {seen[rule.id]} too")
        seen[rule.id] = rule.line
    return rules
