"""A sentence's words and names in, what its pronouns may take up out: candidates with gender, number and weight.

One pass over the tags, from left to right, with a stack of clauses: the subject of a main clause weighs most, what
stands after a preposition little. Common nouns are candidates too, so that "il" after "le gouvernement …" is no person.
Used by :mod:`extract.anaphors`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.claims import Argument
from extract.syntax import Word

_SUBJECT: Final = 80.0
_BELOW: Final = 0.8
OPEN: Final = 70.0
OBJECT: Final = 50.0
OBLIQUE: Final = 32.0
COMPLEMENT: Final = 22.0
OWNER: Final = 48.0
"""What a person weighs whose thing is the subject: "la santé de Lénine …, il"."""
_NOUN: Final = 0.55
"""How much a common noun weighs beside a name."""
_PREPOSITIONS: Final = frozenset(
    "à au aux dans par pour contre avec sans sous sur chez vers envers entre devant derrière dès depuis pendant durant "
    "après avant lors parmi malgré selon hors outre jusque jusqu' jusqu’ en".split()
)
_OF: Final = frozenset("de d' d’ du des".split())
_OPENERS: Final = frozenset(
    "que qu' qu’ dont où quand lorsque lorsqu' lorsqu’ si s' s’ comme puisque puisqu' puisqu’ quoique auquel auxquels "
    "auxquelles duquel desquels desquelles laquelle lequel lesquels lesquelles à-laquelle".split()
)
_TIMES: Final = frozenset(
    "an année mois jour semaine fois heure moment temps époque fin début siècle matin soir nuit lendemain veille suite "
    "part cours sein côté effet fait cas titre nom compte lieu place point".split()
)
PRONOUNS: Final = frozenset(
    "il elle ils elles -il -elle -ils -elles celui-ci celle-ci ceux-ci celles-ci dernier dernière derniers "
    "dernières lui eux".split()
)
POSSESSIVES: Final = frozenset("son sa ses".split())
_PERSONAL: Final = frozenset(
    "homme militant militante dirigeant dirigeante révolutionnaire écrivain romancier romancière historien historienne "
    "journaliste philosophe général officier avocat intellectuel poète leader orateur auteur théoricien économiste "
    "tribun exilé exilée proscrit rebelle agitateur publiciste prisonnier prisonnière condamné accusé".split()
)
"""Nouns by which a text calls again a person it has named."""
_STRONG: Final = frozenset("contre avec par pour chez de d' d’ envers sans derrière devant vers sur".split())


@dataclass(slots=True)
class Candidate:
    """What a pronoun may take up: a name's argument, or None for a common noun, told apart by ``key``.

    ``bare`` stands after no preposition; ``named`` is false of one that is only known by "son" or "sa".
    """

    start: int
    key: str
    kind: str
    gender: str
    plural: bool
    weight: float
    clause: int
    argument: Argument | None = None
    bare: bool = False
    named: bool = True


@dataclass(slots=True)
class Clause:
    """A clause under way: its number, its subject so far, and whether its verb is past."""

    number: int
    subject: Candidate | None = None
    relative: bool = False
    past: bool = False
    antecedent: str = ""


@dataclass(slots=True)
class SentenceReader:
    """The state of one pass; :mod:`extract.anaphors` adds what pronouns stand for as it goes."""

    words: Sequence[Word]
    names: Mapping[int, Argument]
    genders: Mapping[str, str]
    found: list[Candidate] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=lambda: [Clause(0)])
    count: int = 0

    def read(self) -> Iterator[int]:
        """Yield the places of pronouns, the candidates before them read; the rest is done on the way."""
        end = -1
        for place, word in enumerate(self.words):
            if word.start < end:
                continue
            name = self.names.get(word.start)
            if name is not None:
                end = name.end
                if name.kind != "Date":
                    self._add(place, self._of_name(place, name))
            elif word.form in POSSESSIVES or self._is_pronoun(place) or self.is_recalled(place):
                yield place
            elif word.tag == "NOUN" and self._is_determined(place) and word.lemma not in _TIMES:
                self._add(place, self._of_noun(word))
            else:
                self._read_mark(place, word)

    def is_recalled(self, place: int) -> bool:
        """Return whether a noun calls a person again: "ce militant", "l'écrivain", with nothing that describes it."""
        if self.words[place].form not in _PERSONAL or place + 1 >= len(self.words):
            return False
        before, after = self.words[place - 1] if place else None, self.words[place + 1]
        if before is None or after.start in self.names or after.tag not in ("PUNCT", "VERB", "AUX", "ADV", "PRON"):
            return False
        young = before.form == "jeune" and place > 1 and self.words[place - 2].form in ("le", "la", "ce", "cette")
        return before.form in ("ce", "cet", "cette", "l'", "l’") or young

    def add_noun(self, place: int, candidate: Candidate) -> None:
        """Note a noun that calls a person again, where it stands."""
        self._add(place, candidate)

    def begin_clause(self) -> int:
        """Return the number of the clause in which a subject pronoun stands.

        After a verb that is the clause above which still waits for its own, else a new one.
        """
        clause = self.clauses[-1]
        if clause.past and any(not one.past for one in self.clauses):
            while self.clauses[-1].past:
                self.clauses.pop()
        elif clause.past or clause.relative:
            self._push()
        return self.clauses[-1].number

    def add_pronoun(self, candidate: Candidate | None, subject: bool = True) -> Candidate | None:
        """Note what a pronoun stands for, None where that is unknown; return it."""
        if subject:
            self.clauses[-1].subject = candidate or _NOBODY
        if candidate is not None:
            self.found.append(candidate)
        return candidate

    def _is_pronoun(self, place: int) -> bool:
        form, before = self.words[place].form, self.words[place - 1].form if place else ""
        if form not in PRONOUNS:
            return False
        if form == "lui":
            return before in _STRONG or self.words[place].tag == "PRON"
        if form == "eux":
            return before in _STRONG
        return not form.startswith("derni") or before in ("ce", "cette", "ces")

    def find_preposition(self, place: int) -> str:
        """Return the preposition before a pronoun, ``""`` where it is a subject."""
        place -= 1 + (self.words[place].form.startswith("derni"))
        form = self.words[place].form if place >= 0 else ""
        return form if form in _PREPOSITIONS or form in _OF else ""

    def _is_determined(self, place: int) -> bool:
        before = self._before(place)
        return before is not None and (before.tag == "DET" or before.form in ("du", "des", "au", "aux"))

    def _before(self, place: int) -> Word | None:
        """Return the word before a noun's adjectives."""
        place -= 1
        while place > 0 and self.words[place].tag in ("ADJ", "NUM"):
            place -= 1
        return self.words[place] if place >= 0 else None

    def _of_name(self, place: int, name: Argument) -> Candidate:
        words = [word for word in self.words[place : place + 8] if word.end <= name.end]
        before = self._before(place)
        gender, plural = _tell_name(name, words, before.form if before else "", self.genders)
        return Candidate(name.start, name.entity, name.kind, gender, plural, 0.0, self.clauses[-1].number, name)

    def _of_noun(self, word: Word) -> Candidate:
        gender = "f" if "Gender=Fem" in word.features else "m" if "Gender=Masc" in word.features else ""
        plural = "Number=Plur" in word.features
        return Candidate(word.start, word.lemma, "", gender, plural, 0.0, self.clauses[-1].number)

    def _add(self, place: int, candidate: Candidate) -> None:
        clause, prep = self.clauses[-1], self._preposition(place)
        candidate.bare = not prep
        if prep:
            weight = COMPLEMENT if prep in _OF else OBLIQUE
            if prep in _OF and candidate.kind == "Person" and clause.subject is not None and not clause.past:
                weight = OWNER
            if prep in _OF and candidate.kind == "Party" and candidate.plural:
                weight = OWNER  # "la confusion des anarchistes …, ils"
        elif clause.past or self._follows_verb(place):
            weight = OBJECT
        else:
            weight = OPEN if clause.subject is None else OBJECT
            clause.subject = clause.subject or candidate
        if place > 1 and self.words[place - 2].form == "quant":
            candidate.bare, candidate.clause, weight = True, -2, OPEN  # "Quant à X, il"
        if self.found and self.words[place - 1].form in ("et", "ou") and self._ends_before(place - 1):
            candidate.bare, weight = self.found[-1].bare, self.found[-1].weight  # "entre X et Y"
        candidate.weight = weight * (1.0 if candidate.kind else _NOUN)
        self.found.append(candidate)

    def _ends_before(self, place: int) -> bool:
        """Return whether the last candidate, a name, ends with the word before ``place``."""
        last = self.found[-1].argument
        return place > 0 and last is not None and self.words[place - 1].end == last.end

    def _follows_verb(self, place: int) -> bool:
        """Return whether a name or noun is the object of an infinitive or a participle just before it."""
        place -= 1
        while place >= 0 and self.words[place].tag in ("ADJ", "NUM", "DET", "NOUN", "ADV"):
            place -= 1
        return place >= 0 and self.words[place].tag in ("VERB", "AUX")

    def _preposition(self, place: int) -> str:
        place -= 1
        while place >= 0 and self.words[place].tag in ("ADJ", "NUM", "DET", "NOUN"):
            if self.words[place].form in ("du", "des", "au", "aux"):
                return self.words[place].form
            if self.words[place].tag == "NOUN" and self.words[place + 1].tag in ("DET", "ADP"):
                return ""
            place -= 1
        form = self.words[place].form if place >= 0 else ""
        return form if form in _PREPOSITIONS or form in _OF else ""

    def _read_mark(self, place: int, word: Word) -> None:
        form = word.form
        if form in (";", ":"):
            self.count += 1
            self.clauses = [Clause(self.count)]
        elif form == "qui":
            self._push(relative=True)
        elif form.startswith("qu") and self._joins(place):
            pass  # "Weber, ainsi que Keller"
        elif form in _OPENERS and word.tag != "NOUN" and not (form in ("s'", "s’") and word.tag == "PRON"):
            self._push()
            self.clauses[-1].antecedent = self._antecedent(place)
        elif word.tag in ("VERB", "AUX") and "VerbForm=Fin" in word.features:
            self._read_verb(place)

    def _joins(self, place: int) -> bool:
        """Return whether "que" after "ainsi", "même" joins a name to a list: the word after next is no clitic."""
        before, after = self.words[place - 1].form if place else "", self.words[place + 1 : place + 3]
        listed = len(after) == 2 and (after[0].tag == "DET" or after[0].start in self.names)
        return before in ("ainsi", "même") and listed and after[1].tag != "PRON"

    def _antecedent(self, place: int) -> str:
        """Return the key of the name just before "que", "dont": the subject of the relative clause is another."""
        last = self.found[-1].argument if self.found else None
        between = [word for word in self.words[max(0, place - 3) : place] if last and word.start >= last.end]
        near = last is not None and all(word.tag in ("PUNCT", "ADP") for word in between)
        return last.entity if near and last is not None and self.words[max(0, place - 1)].start <= last.end + 8 else ""

    def _push(self, relative: bool = False) -> None:
        self.count += 1
        self.clauses.append(Clause(self.count, relative=relative))

    def _read_verb(self, place: int) -> None:
        while len(self.clauses) > 1 and self._is_done(self.clauses[-1]):
            self.clauses.pop()
        clause = self.clauses[-1]
        if clause.relative:
            clause.past, clause.relative = True, False
            return
        if self._is_next(place) and (clause.past or clause.subject is not _NOBODY):
            self.found[-1].weight = self._subject_weight(self.found[-1])
            if clause.past:
                self.count += 1
                clause.number = self.count
            clause.subject = self.found[-1]
        elif clause.subject is not None and clause.subject is not _NOBODY and not clause.past:
            clause.subject.weight = self._subject_weight(clause.subject)
        clause.past = True

    def _is_done(self, clause: Clause) -> bool:
        """Return whether a clause has its verb, so that the next one is that of the clause above which waits."""
        return clause.past and any(not one.past and one.subject is not None for one in self.clauses[:-1])

    def _is_next(self, place: int) -> bool:
        """Return whether the last candidate stands just before a verb, with no preposition before it."""
        if not self.found:
            return False
        last = self.found[-1]
        between = [word for word in self.words[max(0, place - 4) : place] if word.start > last.start]
        if last.argument is not None:
            between = [word for word in between if word.start >= last.argument.end]
        return last.bare and all(word.tag in ("ADV", "PRON") for word in between)

    def _subject_weight(self, candidate: Candidate) -> float:
        return weigh_subject(len(self.clauses)) * (1.0 if candidate.kind else _NOUN)


def weigh_subject(depth: int) -> float:
    """Return the weight of a subject, by how many clauses are under way: less in each one below."""
    return _SUBJECT * _BELOW ** (depth - 1)


_NOBODY: Final = Candidate(-1, "", "", "", False, 0.0, -1)


def _tell_name(name: Argument, words: Sequence[Word], before: str, genders: Mapping[str, str]) -> tuple[str, bool]:
    """Return (gender or ``""``, plural) of a name by its person, the article before it, the tags of its words."""
    plural = before in ("les", "des", "aux", "ces", "leurs", "ses")
    if name.kind == "Person":
        return genders.get(name.entity, ""), plural
    if before in ("la", "cette", "sa"):
        return "f", plural
    if before in ("le", "du", "au", "ce"):
        return "m", plural
    if name.kind == "Place" and words:
        return ("f" if words[0].form.endswith("e") else "-"), plural  # "il" is no town
    for word in words:
        if word.tag in ("NOUN", "PROPN", "DET") and "Gender=" in word.features:
            return ("f" if "Gender=Fem" in word.features else "m"), plural
    return "", plural
