"""The words and names of a sentence in, its items out: the ground on which :mod:`extract.phrases` stands.

A name is one item whatever its words; closed word classes are told by their form, open ones by the tagger. Several
words that do the work of one preposition ("au sein de") are one item.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from extract.claims import LETTERS, Argument
from extract.lemmas import find_infinitive
from extract.locutions import LONGEST, find_locution
from extract.syntax import Word


@dataclass(slots=True)
class Item:
    """A name (``N``), date (``T``), noun (``n``), verb (``v``), preposition (``p``), determiner (``d``), adjective
    (``a``), adverb (``b``), clitic (``k``), other pronoun (``r``), coordinator (``c``), subordinator (``s``) or mark.

    ``number`` is the argument's; ``shape`` of a verb is ``fin``, ``inf``, ``past`` or ``pres`` (participles).
    """

    type: str
    form: str
    lemma: str
    start: int
    end: int
    number: int = -1
    kind: str = ""
    shape: str = ""
    mood: str = ""
    tense: str = ""


_PREPOSITIONS: Final = {
    **dict.fromkeys(("de", "d'", "d’", "du", "des"), "de"),
    **dict.fromkeys(("à", "au", "aux"), "à"),
    **{form: form for form in (
        "dans", "par", "pour", "contre", "avec", "sans", "sous", "sur", "chez", "vers", "envers", "entre", "devant",
        "derrière", "dès", "depuis", "pendant", "durant", "après", "avant", "lors", "parmi", "malgré", "selon", "hors",
        "outre", "jusque", "jusqu'", "jusqu’")},
}  # fmt: skip
_CLITICS: Final = frozenset("ne n' n’ se s' s’ y lui me m' m’ te t' t’ en".split())
_OBJECT_CLITICS: Final = frozenset("le la les l' l’ leur nous vous".split())
_RELATIVES: Final = frozenset(
    "que qu' qu’ qui dont où quand lorsque lorsqu' lorsqu’ si puisque puisqu' puisqu’ tandis quoique lequel laquelle "
    "lesquels lesquelles auquel auxquels duquel desquels comme sinon".split()
)
_COORDINATORS: Final = frozenset("et ou mais ni puis or donc car".split())
_MARKS: Final = {"(": "(", "[": "(", ")": ")", "]": ")", ";": ".", ":": ".", ".": ".", "!": ".", "?": ".", "…": "."}
_POSSESSIVES: Final = frozenset("son sa ses leur leurs".split())


def read_items(words: Sequence[Word], arguments: Sequence[Argument], verbs: frozenset[str] = frozenset()) -> list[Item]:
    """Return the items of a sentence, each argument one; arguments stand in order and don't overlap.

    ``verbs`` are infinitives whose forms count as verbs where the tagger mistook them.
    """
    items: list[Item] = []
    number, length = 0, len(arguments)
    for word in words:
        while number < length and arguments[number].end <= word.start:
            number += 1
        if number < length and arguments[number].start < word.end:
            if not items or items[-1].number != number:
                items.append(_name_item(number, arguments[number], word))
        elif word.tag != "SPACE":
            if items and items[-1].type == "a" and items[-1].form.replace(" ", "").isdigit() and word.tag == "VERB":
                word = replace(word, tag="NOUN", verb="")
            mistaken = word.tag != "VERB" and word.verb and (word.verb in verbs or word.form.endswith(_SIMPLE_PAST))
            item = _mistaken_item(word, items) if mistaken else _word_item(word, verbs)
            if item.shape == "fin" and item.form.endswith(_BOTH) and _after_auxiliary(items):
                item.shape, item.mood, item.tense = "past", "", ""
            items.append(item)
    return _join_locutions(items)


def _mistaken_item(word: Word, before: Sequence[Item]) -> Item:
    """Return the verb that a word tagged as noun or adjective is, where what stands before it lets it be one."""
    last = before[-1] if before else None
    plain = _word_item(word, frozenset())
    if word.form == word.verb:
        fits, shape = last is not None and (last.type in "pkv"), "inf"
    elif word.form.endswith("ant"):
        fits, shape = last is None or last.form == "en", "pres"
    elif word.form.endswith(_PARTICIPLES) or _after_auxiliary(before):
        after_noun = last is not None and last.type in "dpn"
        fits, shape = word.tag != "ADV" and not after_noun and word.form not in _NOUNS, "past"
    else:
        fits = word.form.endswith(_PAST) or last is None or last.type not in "dpa"
        shape = "fin"
    if not fits or word.form in _NOUNS:
        return plain
    if last is not None and last.type == "d" and shape == "fin" and last.form in _OBJECT_CLITICS:
        last.type = "k"
    return Item("v", word.form, word.verb, word.start, word.end, -1, "", shape, "", "Past" if shape == "fin" else "")


def _after_auxiliary(before: Sequence[Item]) -> bool:
    last = next((item for item in reversed(before) if item.type != "b"), None)
    return last is not None and last.type == "v" and last.lemma in ("être", "avoir")


_PARTICIPLES: Final = ("é", "ée", "és", "ées", "i", "ie", "ies", "u", "ue", "us", "ues")
_BOTH: Final = ("oint", "aint", "eint", "dit", "uit", "crit", "fait", "is")
"""How participles end that are also forms of the present or the simple past: "ont rejoint", "a pris"."""
_PARTICIPLES_E: Final = ("é", "ée", "és", "ées")
_SIMPLE_PAST: Final = ("a", "aient", "èrent", "irent", "urent", "inrent", "int")
_PAST: Final = (*_SIMPLE_PAST, "ut", "it")
_PARTICIPLES_IT: Final = frozenset(
    "écrit dit fait produit conduit construit détruit introduit traduit réduit séduit inscrit décrit souscrit proscrit "
    "prescrit interdit contredit maudit instruit cuit induit déduit reproduit satisfait refait défait récrit transcrit "
    "circonscrit prédit redit".split()
)
# forms that are nouns unless an auxiliary stands before them
_NOUNS: Final = frozenset(
    "parti partis mort morts morte partie parties délégué délégués déléguée député députés employé employés réfugié "
    "réfugiés ennemi ennemis appui insurgé insurgés émigré émigrés invité invités accusé accusés allié alliés comité "
    "armée armées traité traités écrit écrits récit esprit bruit lit droit vu connu associé débat combat profit délit "
    "statut salut début but tribut institut produit conflit crédit fruit nuit huit opéra cela visa mandat marche lutte "
    "aide garde visite offre demande charge forme suite mobilisa".split()
)


def _name_item(number: int, argument: Argument, word: Word) -> Item:
    letter = LETTERS[argument.kind]
    type_ = "T" if letter == "D" else "N"
    if word.form in ("en", "y") and argument.end - argument.start <= 2:
        type_ = "k"
    elif word.form in _POSSESSIVES and argument.end - argument.start <= 5:
        type_ = "d"
    return Item(type_, word.form, word.form, argument.start, argument.end, number, letter)


def _word_item(word: Word, verbs: frozenset[str]) -> Item:
    form, tag, shape = word.form, word.tag, ""
    type_, lemma, mood, tense = _type(form, tag), word.lemma, "", ""
    if form in ("partie", "part", "parties"):
        type_ = "n"
    if type_ == "v" and _is_adjective(word, verbs):
        type_ = "a"
    elif type_ == "v" and form.endswith("ment") and "VerbForm=Fin" not in word.features:
        type_ = "b"  # "clandestinement" is no participle
    elif type_ == "v":
        shape, mood, tense = _shape(word)
        if verbs and lemma not in verbs:
            lemma = _AUXILIARIES.get(form) or _regular(form, verbs) or lemma
    elif type_ == "p":
        lemma = _PREPOSITIONS.get(form, form)
    return Item(type_, form, lemma, word.start, word.end, -1, "", shape, mood, tense)


# what a sentence may open with, where the model has no lemma for the capital: "Furent élus"
_AUXILIARIES: Final = {
    **dict.fromkeys("est sont était étaient fut furent sera seront".split(), "être"),
    **dict.fromkeys("a ont avait avaient eut eurent aura auront".split(), "avoir"),
}


def _is_adjective(word: Word, verbs: frozenset[str]) -> bool:
    """Return whether a word tagged as a verb is a form of none that is known: "panrusse" of "panrusser"."""
    finite = "VerbForm=Fin" in word.features and word.form.endswith(("e", "es"))
    return finite and bool(verbs) and word.tag == "VERB" and not word.verb and word.lemma not in verbs


@lru_cache(maxsize=20_000)
def _regular(form: str, verbs: frozenset[str]) -> str:
    """Return the infinitive among ``verbs`` of which ``form`` is a regular form: what no list of the model holds."""
    return find_infinitive(form, verbs)


def _type(form: str, tag: str) -> str:
    if form in _MARKS:
        return _MARKS[form]
    if form == "," or form in "–—-":
        return ","
    if form in ("«", "»", "“", "”", '"'):
        return '"'
    if tag in ("VERB", "AUX"):
        return "v"
    if (form in _CLITICS and tag in ("PRON", "ADV")) or (form in _OBJECT_CLITICS and tag == "PRON"):
        return "k"
    if form in _RELATIVES and tag in ("PRON", "SCONJ", "ADV", "ADP", "CCONJ", "DET"):
        return "s"
    if form in _COORDINATORS:
        return "c"
    if form in _PREPOSITIONS and tag in ("ADP", "DET", "ADV", "NOUN", "SCONJ"):
        return "d" if form == "des" and tag == "DET" else "p"
    if form == "en" and tag == "ADP":
        return "p"
    return _OPEN.get(tag, "b")


_OPEN: Final = {
    "DET": "d", "NUM": "a", "ADJ": "a", "NOUN": "n", "PROPN": "n", "X": "n", "SYM": "n", "PRON": "r", "ADV": "b",
    "ADP": "p", "CCONJ": "c", "SCONJ": "s", "PUNCT": '"', "INTJ": "b",
}  # fmt: skip


def _shape(word: Word) -> tuple[str, str, str]:
    features = word.features
    if word.form.endswith(_PARTICIPLES_E):  # "puis déporté" is no infinitive
        return "past", "", ""
    if "VerbForm=Inf" in features or (word.form == word.lemma and word.form.endswith(("er", "ir", "re"))):
        return "inf", "", ""
    if "VerbForm=Part" in features or "VerbForm=Ger" in features:
        if word.form.endswith(_SIMPLE_PAST) or (word.form.endswith(("it", "ut")) and word.form not in _PARTICIPLES_IT):
            return "fin", "", "Past"
        return ("pres" if word.form.endswith("ant") else "past"), "", ""
    if "Mood=Cnd" in features and not _is_conditional(word):
        return "fin", "", "Imp"
    mood = "Cnd" if "Mood=Cnd" in features else "Sub" if "Mood=Sub" in features else ""
    tense = next((name for name in ("Imp", "Past", "Fut", "Pres") if f"Tense={name}" in features), "")
    return "fin", mood, tense


def _is_conditional(word: Word) -> bool:
    """Return whether a form has the conditional's ending on an infinitive's r: not "présidait", not "préparait"."""
    stem = next((word.form.removesuffix(end) for end in _CONDITIONAL if word.form.endswith(end)), "")
    return stem.endswith("r") and word.lemma not in (f"{stem}er", f"{stem}ir")


_CONDITIONAL: Final = ("aient", "ait", "ais", "ions", "iez")


def _join_locutions(items: list[Item]) -> list[Item]:
    """Join "au sein de" and the like to one preposition."""
    joined: list[Item] = []
    place = 0
    while place < len(items):
        if items[place].form == "comme" and place + 1 < len(items) and items[place + 1].type == "n":
            items[place].type, items[place].lemma = "p", "comme"
        elif items[place].form == "lui" and place and items[place - 1].type == "p":
            items[place].type = "r"
        elif items[place].form == "si" and place + 1 < len(items) and _is_graded(items[place + 1]):
            items[place].type = "b"
        if length := _count_as_well(items, place):
            joined.append(Item("c", "et", "et", items[place].start, items[place + length - 1].end))
            place += length
            continue
        forms = [item.form if item.number < 0 else "" for item in items[place : place + LONGEST]]
        found = find_locution(forms)
        if found:
            length, prep = found
            last = items[place + length - 1]
            joined.append(Item("p" if prep else "b", prep or "*", prep, items[place].start, last.end))
            place += length
        else:
            joined.append(items[place])
            place += 1
    return joined


def _count_as_well(items: Sequence[Item], place: int) -> int:
    """Return how many items of "ainsi que" join what follows to a list: none in "ainsi que X l'a dit"."""
    forms = [item.form.replace("’", "'") for item in items[place : place + 3]]
    length = next((len(words) for words in _AS_WELL if forms[: len(words)] == list(words)), 0)
    after = items[place + length : place + length + 2]
    named = len(after) == 2 and after[0].type == "N" and (after[1].type in "kr" or after[1].lemma in _TELLING)
    return length if after and after[0].type in "Ndn" and not named else 0


_AS_WELL: Final = (("ainsi", "que"), ("ainsi", "qu'"), ("de", "même", "que"), ("de", "même", "qu'"))
_TELLING: Final = frozenset(
    "dire écrire noter montrer affirmer rappeler rapporter raconter souligner expliquer".split()
)


def _is_graded(item: Item) -> bool:
    return item.type in "ab" or (item.type == "v" and item.shape == "past")
