"""A sentence-split text in, the names in it out: from the authority, from the rules, from the model.

Names of persons, bodies, places, events and works; dates are found by :mod:`extract.dates`. Where two finders disagree
the longer name wins, then the authority over a rule, a rule over the model.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.lexicons import Hit, Lexicon, Word, find_hits, fold, split_words
from extract.rules import NameRule, read_name_rules

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in the cleaned text: its span, mention class (``"Person"``), the entities it may be, and its finder.

    ``label`` is a rule's normalised name; ``sure`` is false where every candidate carries it as an ambiguous variant.
    """

    start: int
    end: int
    kind: str
    text: str
    by: str
    confidence: float
    candidates: tuple[str, ...] = ()
    label: str = ""
    sure: bool = True


def find_names(
    text: str, sentences: Sequence[Span], lexicon: Lexicon, model_names: Iterable[FoundName] = ()
) -> list[FoundName]:
    """Return the names of ``text`` in order, none overlapping another, none crossing a sentence's end."""
    words = split_words(text)
    known = [name for hit in find_hits(text, words, lexicon) for name in from_hit(text, hit, lexicon)]
    ruled = list(find_by_rules(text))
    modelled = [trimmed for name in model_names if (trimmed := trim(text, name))]
    borders = {name.start: name for name in (*known, *ruled)}
    modelled = [name for name in modelled if not runs_on(name, borders.get(name.start))]
    chosen = choose([*known, *ruled, *modelled])
    chosen = [name for name in chosen if is_likely(text, name, sentences)]
    chosen = choose([*chosen, *find_again(text, words, chosen)])
    return [name for name in chosen if _within_one(name, sentences)]


_ONWARD = re.compile(r" (?:au|aux|en|à|dans|pour|qui|par|lors|avec|sur|contre)\b|.*\d")


def runs_on(guess: FoundName, known: FoundName | None) -> bool:
    """Return whether the model's name is a known one with more of the sentence: "Parti communiste au début de 1928"."""
    return known is not None and known.end < guess.end and bool(_ONWARD.match(guess.text[known.end - known.start :]))


def from_hit(text: str, hit: Hit, lexicon: Lexicon) -> Iterator[FoundName]:
    """Yield the name that an authority hit stands for, with every entity it may be: the sure ones, else all."""
    surface = text[hit.start : hit.end]
    sure = list(dict.fromkeys(name.id for name in hit.names if not name.ambiguous))
    ids = sure or list(dict.fromkeys(name.id for name in hit.names))
    if _TOWARDS.search(text[max(0, hit.start - 8) : hit.start]):
        ids.sort(key=lambda id_: not id_.startswith("place/"))
    kind = lexicon.entries[ids[0]].room.capitalize()
    if surface.islower() and not names_in_lower_case(text, hit, kind, sure=bool(sure)):
        return
    if kind == "Event" and surface[0].islower() and _PLURAL.search(text[max(0, hit.start - 6) : hit.start]):
        return
    if kind == "Work" and not sure and not _TITLE_CUE.search(text[max(0, hit.start - 24) : hit.start]):
        return
    confidence = 0.95 if len(sure) == 1 else 0.85 if sure else 0.7
    yield FoundName(hit.start, hit.end, kind, surface, "authority", confidence, tuple(ids), sure=bool(sure))


# a title that is also a common word or another name wants quotation marks or a word for a text before it
_TITLE_CUE = re.compile(
    r"(?:[«“\"] ?|\b(?:revue|journal|quotidien|hebdomadaire|livre|roman|brochure|article|film|pièce|poème|dans|lire"
    r"|[Vv]oir|in) (?:le |la |l['’]|les |son |sa |ses )?|\b(?:son|sa|ses) |[A-ZÀ-Þ][\w-]+(?: \(\d{4}\w?\))?, )$"
)
_TOWARDS = re.compile(r"\b(?:[Àà]|[Ee]n|[Vv]ers|[Dd]epuis) $")
_PLURAL = re.compile(r"\b(?:[Ll]es|[Dd]es|aux|ces|ses|leurs) $")
_DEFINITE = re.compile(
    r"(?:\b[Ll]es|\b[Aa]ux|\b[Cc]es|(?<!d[’']anciens)(?<!étaient)(?<!sont)(?<!avec)(?<!par)"
    r"(?<! et)(?<!comme)(?<![,;:.]) des) (?:[«“\"] ?)?$"
)


def names_in_lower_case(text: str, hit: Hit, kind: str, *, sure: bool) -> bool:
    """Return whether a hit in lower case is a name: a full fixed name, or a current's people with a definite article.

    "parti communiste allemand" and "les mencheviks" are names; "le soviet", "cadres communistes" and "d'anciens
    mencheviks" are not.
    """
    surface = text[hit.start : hit.end]
    if kind == "Party" and surface.endswith("s") and "parti" not in surface:
        article = _DEFINITE.search(text[max(0, hit.start - 16) : hit.start])
        return article is not None and (sure or article[0].strip().lower().startswith(("les", "aux")))
    return sure


def find_by_rules(text: str, rules: Iterable[NameRule] | None = None) -> Iterator[FoundName]:
    """Yield what the rows of ``rules/names.tsv`` find, each on its own."""
    for rule in read_name_rules() if rules is None else rules:
        for match in rule.pattern.finditer(text):
            start, end = match.span("m")
            label = fill_label(rule.label, match)
            yield FoundName(start, end, rule.kind, match.group("m"), rule.id, 0.8, label=label, sure=False)


def fill_label(template: str, match: re.Match[str]) -> str:
    """Return the template with the match's groups put in, ordinals as Roman figures; ``""`` for no template."""
    if not template:
        return ""
    groups = {key: value or "" for key, value in match.groupdict().items()}
    if "n" in groups:
        groups["n"] = to_ordinal(groups["n"], feminine=groups.get("h", "").lower() in FEMININE)
    if groups.get("h"):
        groups["h"] = groups["h"][0].upper() + groups["h"][1:]
    return " ".join(template.format(**groups).split())


FEMININE = frozenset({"conférence", "armée", "division", "brigade", "internationale", "session"})
_UNITS = (
    "premier|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|onzième|douzième"
    "|treizième|quatorzième|quinzième|seizième|dix-septième|dix-huitième".split("|")
)
_ROMAN = ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)


def to_ordinal(text: str, *, feminine: bool = False) -> str:
    """Return an ordinal in Roman figures as French writes it: ``15e`` → ``XVe``, ``première`` → ``Ire``."""
    number = _ordinal_number(text)
    if not number or number > 49:
        return text
    roman, rest = "", number
    for figure, value in _ROMAN:
        while rest >= value:
            roman, rest = roman + figure, rest - value
    return roman + (("re" if feminine else "er") if number == 1 else "e")


def _ordinal_number(text: str) -> int:
    word = text.lower()
    if match := re.match(r"\d+", word):
        return int(match.group())
    word = {"première": "premier", "second": "deuxième", "seconde": "deuxième"}.get(word, word)
    if word in _UNITS:
        return _UNITS.index(word) + 1
    roman = re.match("[IVX]+", text)
    values = {"I": 1, "V": 5, "X": 10}
    figures = [values[char] for char in roman.group()] if roman else []
    return sum(-value if value < after else value for value, after in zip(figures, [*figures[1:], 0], strict=False))


_TITLES = re.compile(
    r"^(?:(?:[A-Z]\. [–—-]|[Cc]amarades?|[Kk]aiser|[Tt]sar|[Gg]énéral|[Cc]omte|[Pp]rince|[Mm]aréchal"
    r"|[Cc]olonel|[Vv]otre|[Nn]otre|MM?\.|Mmes?|[Cc]itoyen|[Dd]octeur|[Pp]résident|[Mm]inistre|[Cc]ommissaire|[Ll]es?|[Ll]a|[Ll]['’]|[Dd]['’]|Et|Ni|Mais|Or"
    r"|Jamais|Quand|Selon|Avec|Puis|Après|Avant|Pour|Par|Dans|Chez|Ainsi|Enfin|Alors|Car|Donc|Depuis|Dès|Comme|Si|Que"
    r"|Sans|Sous|Sur|Entre|Contre|Malgré|Cependant|Pourtant|Toutefois|Même|Seul|Aussi|Déjà|Bientôt|Voir|Cf) ?)+"
    r"(?=[A-ZÀ-Þ])"
)
_PEOPLES = re.compile(
    r"(?:Russ|Allemand|Français|Italien|Espagnol|Chinois|Hongrois|Polonais|Bulgar|Anglais|Britanniqu|Américain|Belg|Suiss"
    r"|Autrichien|Tchèqu|Tchécoslovaqu|Serb|Croat|Roumain|Grec|Finlandais|Finnois|Estonien|Letton|Lituanien|Ukrainien"
    r"|Géorgien|Arménien|Mexicain|Japonais|Indien|Turc|Bavarois|Saxon|Catalan|Basqu|Irlandais|Juif|Cosaqu|Européen|Asiatiqu"
    r"|Balt|Slav|Tatar|Soviétiqu|Parisien|Moscovit|Occidental|Oriental)(?:ne|e|s|es|nes|x|aux)?$"
)
_QUARTERS = frozenset(("Nord", "Sud", "Est", "Ouest", "Orient", "Sud-Est", "Sud-Ouest", "Nord-Est", "Nord-Ouest"))
_AT = re.compile(r"\b(?:[Ee]n|[Vv]ers|[Dd]epuis|villes? de|gare de|ouvriers de|région de|prise de|garnison de) $")


def trim(text: str, name: FoundName) -> FoundName | None:
    """Return a model's name without titles and stray marks, as a place after "en"; None where it is none (a people)."""
    surface = name.text.rstrip(" …,;:/–—-")
    cut = _TITLES.match(surface)
    start = name.start + (cut.end() if cut and name.kind == "Person" else 0)
    surface = text[start : name.start + len(surface)]
    people, _, rest = surface.partition(" ")
    if name.kind == "Person" and rest[:1].isupper() and _PEOPLES.match(people):  # "l'Indien Roy"
        start, surface = start + len(people) + 1, rest
    if (
        not surface
        or not surface[0].isupper()
        or surface in _QUARTERS
        or _PEOPLES.match(surface)
        or (name.kind in ("Person", "Place") and "/" in surface)
    ):
        return None
    at_place = name.kind == "Person" and " " not in surface and _AT.search(text[max(0, start - 14) : start])
    return replace(name, start=start, end=start + len(surface), text=surface, kind="Place" if at_place else name.kind)


def choose(names: Iterable[FoundName]) -> list[FoundName]:
    """Return the names that win where several overlap: longer first, then authority, rules, model; in text order."""
    ranked = sorted(_merge_equal(names), key=lambda name: (-_weight(name), name.start))
    taken: list[Span] = []
    chosen: list[FoundName] = []
    for name in ranked:
        index = bisect_right(taken, (name.start, name.end))
        before = taken[index - 1] if index else None
        after = taken[index] if index < len(taken) else None
        if (before and before[1] > name.start) or (after and after[0] < name.end):
            continue
        taken.insert(index, (name.start, name.end))
        chosen.append(name)
    return sorted(chosen, key=lambda name: name.start)


def _merge_equal(names: Iterable[FoundName]) -> list[FoundName]:
    """Join names of one span: the best finder's class, the authority's candidates, a rule's label."""
    by_span: dict[Span, FoundName] = {}
    for name in sorted(names, key=lambda name: _RANK.get(name.by, 1)):
        first = by_span.setdefault((name.start, name.end), name)
        if first is not name and first.kind == name.kind:
            label = first.label or name.label
            confidence = max(first.confidence, name.confidence)
            by_span[name.start, name.end] = replace(first, label=label, confidence=confidence)
        elif first is not name and not first.sure and name.by == "model" and name.confidence > 0.9:
            by_span[name.start, name.end] = name
    return list(by_span.values())


_RANK = {"authority": 0, "model": 2, "again": 3}


def _weight(name: FoundName) -> float:
    length = name.end - name.start
    if name.by == "model":
        # a model's span that goes beyond a known name is more often a good extension for persons than for bodies
        return length * (0.9 if name.kind == "Person" else 0.55)
    return length + (0.5 if name.by == "authority" else 0.25)


def is_likely(text: str, name: FoundName, sentences: Sequence[Span]) -> bool:
    """Return whether an unsure name is worth keeping where it stands (a common word that opens a sentence is not)."""
    if name.by == "model" and " " not in name.text and _opens(name, sentences):
        return bool(re.search(rf"[a-zà-ÿ,’'] {re.escape(name.text)}\b", text))
    if name.kind == "Event" and name.text.isupper():  # a heading in capitals
        return False
    if name.sure or name.by != "authority" or name.end - name.start > 12:
        return True
    return not (_opens(name, sentences) and name.kind == "Person" and " " not in name.text and name.confidence < 0.7)


def _opens(name: FoundName, sentences: Sequence[Span]) -> bool:
    """Return whether a name opens its sentence, where a capital says nothing."""
    index = bisect_right(sentences, (name.start, 1 << 60)) - 1
    return index >= 0 and sentences[index][0] == name.start


_NOT_A_SURNAME = frozenset(
    "le|la|les|un|une|de|du|des|van|von|et|saint|père|fils|frères|jean|pierre|paul|louis|jacques|henri|charles|marie"
    "|rouge|blanc|noir|est|ouest|nord|sud|avril|mai|juin|juillet|août|mars".split("|")
)


def find_again(text: str, words: Sequence[Word], names: Sequence[FoundName]) -> Iterator[FoundName]:
    """Yield surnames that stand alone where the text names the person in full somewhere ("Marcel Body" … "Body")."""
    full: dict[str, FoundName] = {}
    for name in names:
        parts = name.text.split()
        if name.kind == "Person" and len(parts) > 1 and parts[-1][:1].isupper() and len(parts[-1]) > 3:
            key = fold(parts[-1])
            if key not in _NOT_A_SURNAME:
                full.setdefault(key, name)
    for word in words:
        if word.fold in full and text[word.start].isupper():
            surface = text[word.start : word.end]
            yield FoundName(
                word.start, word.end, "Person", surface, "again", 0.75, full[word.fold].candidates, sure=False
            )


def _within_one(name: FoundName, sentences: Sequence[Span]) -> bool:
    index = bisect_right(sentences, (name.start, 1 << 60)) - 1
    return index >= 0 and name.end <= sentences[index][1]
