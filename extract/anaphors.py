"""Subject pronouns as whom or what they stand for: "il", "elles", "celui-ci", "cette dernière", and whose is "son".

In: the words and names of one sentence after the other. Out: arguments for :mod:`extract.claims` at the pronouns'
places. A candidate of the sentence or of the few before it that agrees is meant: the likeliest for a subject
(:mod:`extract.likelihoods`), the weightiest for others (:mod:`extract.candidates` tells how much each weighs); where a
common noun is likelier or outweighs all names, or two names weigh alike, nothing is said.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract import likelihoods
from extract.candidates import COMPLEMENT, OBLIQUE, OPEN, POSSESSIVES, Candidate, SentenceReader, weigh_subject
from extract.claims import Argument
from extract.likelihoods import Question, agrees, fade, favour
from extract.pronouns import IMPERSONAL, is_voice
from extract.syntax import Word

Span = tuple[int, int]

_REACH: Final = 3
"""Sentences back to which a pronoun may reach."""
_TITLED: Final = 45.0
_MAIN: Final = 75.0
_MOST: Final = 60.0
_POSSESSED: Final = 40.0
_LEAST: Final = 20.0
_MARGIN: Final = 1.3
_LATTER: Final = frozenset("celui-ci celle-ci ceux-ci celles-ci dernier dernière derniers dernières".split())
_FEMININE: Final = frozenset("elle -elle elles -elles celle-ci celles-ci dernière dernières".split())
_PLURAL: Final = frozenset("ils -ils elles -elles eux ceux-ci celles-ci derniers dernières".split())
_HUMAN: Final = frozenset(
    "écrire dire déclarer affirmer penser croire savoir naître mourir épouser adhérer étudier rencontrer enseigner "
    "démissionner exiler vivre habiter travailler militer parler répondre expliquer ajouter préciser noter observer "
    "remarquer juger estimer comprendre aimer lire raconter confier rappeler souligner conclure citer rédiger "
    "conseiller avouer regretter espérer craindre séjourner fréquenter diriger collaborer soutenir dénoncer proposer "
    "refuser demander accuser persuader convaincre voyager fuir évader réfugier décéder suicider rallier "
    "rejoindre".split()
)


@dataclass(slots=True)
class Discourse:
    """What was told in the last sentences: the candidates of each, the latest last.

    ``topic`` is whom all is about, ``topical`` how much that weighs, ``titled`` whether the title says so.
    """

    genders: Mapping[str, str]
    topic: str = ""
    topical: float = _TITLED
    titled: bool = False
    told: list[list[Candidate]] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)
    joint: set[str] = field(default_factory=set)

    def find(
        self,
        text: str,
        span: Span,
        names: Sequence[Argument],
        words: Sequence[Word],
        plurals: Sequence[Argument] = (),
    ) -> Iterator[Argument]:
        """Yield the pronouns of a sentence that stand for a name; then remember the sentence.

        ``plurals`` are those that others have settled. Whose "son" and "sa" are goes to :attr:`owners`.
        """
        voices = {name.start for name in names if is_voice(text, name.start)}
        settled = {one.start for one in plurals}
        self.joint = {entity for one in plurals for entity in (one.entity, *one.others)}
        reader = SentenceReader(words, {name.start: name for name in names}, self.genders)
        self.owners = {}
        for place in reader.read():
            if words[place].form in POSSESSIVES:
                owner = self._resolve_owner(reader, place)
                self.owners |= {words[place].start: owner.key} if owner else {}
                continue
            if reader.is_recalled(place):
                found = self._resolve_noun(reader, place)
                if found is not None:
                    yield Argument(words[place].start, words[place].end, "Person", found.key)
                continue
            if words[place].form == "lui" and not reader.find_preposition(place) and not _is_stressed(words, place):
                self._resolve_oblique(reader, place)  # "lui proposa": whose name it is, the clauses tell
                continue
            if reader.find_preposition(place):
                found = self._resolve_oblique(reader, place)
            elif words[place].start in settled or is_impersonal(text, words[place]):
                reader.begin_clause()
                found = reader.add_pronoun(None)
            else:
                found = self._resolve_subject(reader, place, voices)
            if found is not None and found.kind:
                yield _write(found, words, place)
        if not any("VerbForm=Fin" in word.features for word in words):
            announce(reader.found)
        self.told = [*self.told[1 - _REACH :], [one for one in reader.found if one.start not in voices]]

    def _resolve_noun(self, reader: SentenceReader, place: int) -> Candidate | None:
        """Return the person whom "ce militant", "l'écrivain" calls again."""
        gender = "f" if "Gender=Fem" in reader.words[place].features else "m"
        clause = reader.clauses[-1].number
        here = [one for one in reader.found if one.kind == "Person" and one.clause != clause]
        found = self._find_weightiest(here, gender, False, True)
        if found is None or found.kind != "Person":
            return None
        reader.add_noun(place, taken := _taken(found, reader, place, OBLIQUE))
        return taken

    def _resolve_owner(self, reader: SentenceReader, place: int) -> Candidate | None:
        here = [one for one in reader.found if one.kind == "Person"]
        kin = {one.key for one in here if _is_somebodys(one, reader.words)}
        found = self._find_weightiest(here, "", False, True, self.joint | kin)
        if found is None or found.kind != "Person":
            return None
        owner = replace(_taken(found, reader, place, _POSSESSED), named=False)
        return reader.add_pronoun(owner, subject=False)

    def _resolve_oblique(self, reader: SentenceReader, place: int) -> Candidate | None:
        form, clause = reader.words[place].form, reader.clauses[-1]
        own = {clause.subject.key} if clause.subject is not None else set[str]()
        if form in _LATTER:
            found = self._find_latter([one for one in reader.found if one.key not in own], form)
        elif (round_him := _find_centre(reader, place)) is not None:
            found = round_him
        else:
            own |= self.joint | {one.key for one in reader.found if one.clause == clause.number and one.bare}
            found = self._find_weightiest(reader.found, _gender(form), form in _PLURAL, form in ("lui", "eux"), own)
        return reader.add_pronoun(_taken(found, reader, place, OBLIQUE), subject=False) if found else None

    def _resolve_subject(self, reader: SentenceReader, place: int, voices: set[int]) -> Candidate | None:
        form = reader.words[place].form
        inverted, human = form.startswith("-"), _is_human(reader.words, place)
        own = reader.clauses[-1].subject
        if inverted and own is not None and own.kind + own.key and not human:
            return None  # "Le comité s'est-il": no other than the subject
        clause = reader.begin_clause() if not inverted else reader.clauses[-1].number
        others = {reader.clauses[-1].antecedent, *_find_following(reader, place)}
        here = [one for one in reader.found if one.clause != clause and one.start not in voices]
        if inverted and human:
            here = []  # "…, dit-il": what is quoted names others
        if form in _LATTER:
            found = self._find_latter(here, form, human)
        else:
            found = _find_met(reader, place) or (
                self._find_weightiest(here, _gender(form), form in _PLURAL, human, others)
                if form in _PLURAL or self.titled
                else self._find_likeliest(reader, place, here, human, others)
            )
        weight = weigh_subject(len(reader.clauses))
        found = found or Candidate(0, f"?{_gender(form)}", "", _gender(form), form in _PLURAL, 0.0, 0)
        return reader.add_pronoun(_taken(found, reader, place, weight), subject=not inverted)

    def _find_latter(self, here: Sequence[Candidate], form: str, human: bool = False) -> Candidate | None:
        """Return what was named last and agrees, of persons the last where the verb is what persons do."""
        for told in (here, *reversed(self.told[-1:])):
            fits = [one for one in told if one.named and agrees(one, _gender(form), form in _PLURAL)]
            persons = [one for one in fits if one.kind == "Person"] if human else []
            names = [one for one in persons or fits if one.argument is None or one.argument.start == one.start]
            if fits:
                return max(names or persons or fits, key=lambda one: one.start)
        return None

    def find_other(self, start: int, gender: str, own: Collection[str]) -> str:
        """Return the person whom a pronoun at ``start`` of the sentence just read means, not one of ``own``."""
        here = [one for one in self.told[-1] if one.start < start] if self.told else []
        found = self._find_weightiest(here, gender, False, True, own, self.told[:-1])
        return found.key if found is not None and found.kind == "Person" else ""

    def _find_likeliest(
        self, reader: SentenceReader, place: int, here: Sequence[Candidate], human: bool, others: set[str]
    ) -> Candidate | None:
        form, clause, told = reader.words[place].form, reader.clauses[-1], (here, *reversed(self.told))
        topical = self._is_topical(_gender(form), others)
        key = likelihoods.choose(
            Question(
                told, form, _gender(form), form in _PLURAL, human, frozenset(others), self.topic if topical else "",
                self.topical, clause.subject.key if clause.subject else "", len(reader.clauses),
                reader.words[place - 1].form if place else "", reader.words[place].start,
            )
        )  # fmt: skip
        known = (one for sentence in told for one in reversed(sentence) if one.key == key)
        topic = Candidate(0, key, "Person", _gender(form), False, 0.0, -1)
        return next(known, topic) if key else None

    def _find_weightiest(
        self,
        here: Sequence[Candidate],
        wanted: str,
        plural: bool,
        human: bool,
        own: Collection[str] = (),
        before: Sequence[Sequence[Candidate]] | None = None,
    ) -> Candidate | None:
        weights, last = defaultdict[str, float](float), dict[str, Candidate]()
        for fading, told in fade(here, (self.told if before is None else before)[::-1]):
            for one in told:
                if agrees(one, wanted, plural) and one.key not in own:
                    weights[one.key] += one.weight * fading * favour(one, human)
                    last[one.key] = one
        if not plural and self._is_topical(wanted, own):
            weights[self.topic] += self.topical
            last.setdefault(self.topic, Candidate(0, self.topic, "Person", wanted, False, 0.0, -1))
        ranked = sorted(weights, key=lambda key: -weights[key])
        if not ranked or weights[ranked[0]] < _LEAST:
            return None
        if len(ranked) > 1 and weights[ranked[0]] < _MARGIN * weights[ranked[1]]:
            return None
        return last[ranked[0]]

    def _is_topical(self, wanted: str, own: Collection[str]) -> bool:
        agrees = not wanted or self.genders.get(self.topic) == wanted
        return bool(self.topic) and self.topic not in own and agrees


def start_discourse(text: str, names: Iterable[Argument], genders: Mapping[str, str], topic: str = "") -> Discourse:
    """Return the discourse of a text, about the person of its title or else the one whom most of it is about."""
    if topic:
        return Discourse(genders, topic, titled=True)
    told = defaultdict[str, float](float)
    for name in names:
        if name.kind == "Person":
            told[name.entity] += _ASIDE if _LED.search(text, max(0, name.start - 12), name.start) else 1.0
    first = max(told, key=lambda one: told[one], default="")
    share = told[first] / sum(told.values()) if first else 0.0
    return (
        Discourse(genders, first, min(_MOST, _MAIN * share))
        if share >= _MOSTLY and told[first] >= 1.0
        else Discourse(genders)
    )


_ASIDE: Final = 0.25
"""What a person counts whose name a preposition or a bracket leads in."""
_MOSTLY: Final = 0.6
_LED: Final = re.compile(
    r"(?:\b(?:de|à|par|avec|contre|chez|pour|sur|et|dit|selon|comme) |[dD]['’]|[(\[]) *$", re.IGNORECASE
)


def is_impersonal(text: str, word: Word) -> bool:
    """Return whether "il" is nobody: "il faut", "il est clair que"."""
    return word.form.endswith("il") and bool(IMPERSONAL.match(text, word.end))


_KIN: Final = frozenset(
    "femme épouse mari époux compagne compagnon fils fille frère sœur père mère beau-frère belle-sœur gendre oncle "
    "tante neveu nièce cousin cousine ami amie secrétaire adjoint adjointe collaborateur collaboratrice".split()
)


def _is_somebodys(one: Candidate, words: Sequence[Word]) -> bool:
    """Return whether a name says who somebody's is: in "sa femme, X, et son fils" the son is not X's."""
    place = next((number for number, word in enumerate(words) if word.start == one.start), 0)
    before = [word.form for word in words[max(0, place - 4) : place] if word.form != ","]
    kin = next((number for number, form in enumerate(before) if form in _KIN), -1)
    return kin > 0 and before[kin - 1] in ("son", "sa", "ses") and len(before) - kin <= 2


def announce(found: Iterable[Candidate]) -> None:
    """Let the names of a sentence without a verb weigh as what follows is about them: "Un mot, pour finir, sur X."."""
    for one in found:
        one.weight = max(one.weight, OPEN) if one.kind else min(one.weight, COMPLEMENT)


def _find_following(reader: SentenceReader, place: int) -> set[str]:
    """Return what is named in a pronoun's own clause after it: "il adhère au Parti" is not told of the party."""
    keys = set()
    for word in reader.words[place + 1 : place + 20]:
        if word.tag in ("PUNCT", "SCONJ") or word.form in ("qui", "dont", "où", "que", "qu'", "qu’"):
            break
        if word.start in reader.names:
            keys.add(reader.names[word.start].entity)
    return keys


def _is_stressed(words: Sequence[Word], place: int) -> bool:
    """Return whether "lui" is a subject: "Lui aussi devint", "et lui seul le savait"."""
    opens = (
        place == 0 or words[place - 1].tag == "PUNCT" or words[place - 1].form in ("et", "mais", "que", "qu'", "qu’")
    )
    return opens and place + 2 < len(words) and words[place + 1].form in ("aussi", "seul", "non")


def _find_met(reader: SentenceReader, place: int) -> Candidate | None:
    """Return X in "X, que Y a connu alors qu'il": not Y."""
    before = {word.form for word in reader.words[max(0, place - 2) : place]}
    outer = reader.clauses[-2].antecedent if len(reader.clauses) > 1 else ""
    if not outer or not before & {"alors", "lorsque", "lorsqu'", "lorsqu’", "quand"}:
        return None
    fits = (one for one in reversed(reader.found) if one.key == outer and one.kind == "Person")
    return next((one for one in fits if agrees(one, _gender(reader.words[place].form), False)), None)


def _find_centre(reader: SentenceReader, place: int) -> Candidate | None:
    """Return X in "X rassembla autour de lui": the subject of the clause, where it is a person."""
    subject = reader.clauses[-1].subject
    around = [word.form for word in reader.words[max(0, place - 2) : place]] in (["autour", "de"], ["autour", "d'"])
    if subject is None or subject.kind != "Person" or not around:
        return None
    form = reader.words[place].form
    return subject if agrees(subject, _gender(form), form in _PLURAL) else None


def _gender(form: str) -> str:
    return "f" if form in _FEMININE else "m"


def _taken(found: Candidate, reader: SentenceReader, place: int, weight: float) -> Candidate:
    """Return the candidate that a pronoun is in its turn, once it is known for whom it stands."""
    clause = reader.clauses[-1].number
    return replace(found, start=reader.words[place].start, weight=weight, clause=clause, bare=False)


def _write(found: Candidate, words: Sequence[Word], place: int) -> Argument:
    word = words[place]
    start = words[place - 1].start if word.form.startswith("derni") else word.start + word.form.startswith("-")
    return Argument(start, word.end, found.kind, found.key, sort=found.argument.sort if found.argument else "")


def _is_human(words: Sequence[Word], place: int) -> bool:
    """Return whether the verb of a pronoun is of those that persons do."""
    if words[place].form.startswith("-"):
        return place > 0 and words[place - 1].lemma in _HUMAN
    for word in words[place + 1 : place + 7]:
        if word.tag == "VERB":
            return word.lemma in _HUMAN
        if word.tag in ("NOUN", "PUNCT", "PROPN"):
            return False
    return False
