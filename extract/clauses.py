"""The items of a sentence in, its verb groups with their subjects and complements out.

One pass from left to right with a stack of clauses. A verb without a subject of its own takes that of the clause that
still waits for its verb ("Rakovski, qui vivait à Kharkov, adhéra …"), else that of the verb it is joined to. The
trained parser's trees are not used for this: on sentences of forty words they err too often on just these joints.
"""

from typing import Final

from extract.antecedents import find_antecedent, find_last_phrase, find_led, is_cleft, is_restrictive
from extract.items import Item
from extract.phrases import Phrase, read_phrase
from extract.subjects import (
    Analysis,
    Clause,
    add_antecedent,
    choose_subject,
    disagrees,
    is_adjacent,
    is_joined,
    is_joined_to,
    read_gapped,
    stands_inverted,
)
from extract.verbs import PLANS, VerbGroup, find_controllers, read_group

_ASKING: Final = frozenset(("demander", "savoir", "ignorer", "interroger", "voir", "examiner"))
_DOUBTED: Final = frozenset(("faux", "inexact", "douteux", "impossible", "improbable", "exclu"))
_HYPOTHESES: Final = frozenset(("si", "s'", "s’"))


def find_clauses(items: list[Item]) -> Analysis:
    """Return the verb groups of a sentence, each with its likely subjects and its complements."""
    reader = _Reader(items, Analysis(items))
    reader.read()
    return reader.done


class _Reader:
    """The state of one pass: the stack of clauses, and the nonfinite verb that takes complements just now."""

    def __init__(self, items: list[Item], done: Analysis) -> None:
        self.items, self.done = items, done
        self.stack = [Clause("main", 0)]
        self.taker: VerbGroup | None = None

    def read(self) -> None:
        place, items = 0, self.items
        while place < len(items):
            item = items[place]
            if item.type in "kv" and (group := read_group(items, place)):
                self._add_group(group)
                place = group.last + 1
            elif item.type in "pdanNr" or (item.type == '"' and item.form == "«"):
                place = self._read_phrase(place)
            else:
                self._add_mark(place, item)
                place += 1
        self._end_all(len(items))

    def _read_phrase(self, place: int) -> int:
        phrase = read_phrase(self.items, place, before_verb=self._waits())
        if phrase is None:
            return place + 1
        if phrase.prep and self.items[phrase.head].form in ("lequel", "laquelle", "lesquels", "lesquelles"):
            return place + 1
        self._add_phrase(phrase)
        return max(phrase.end, place + 1)

    def _waits(self) -> bool:
        return self.taker is None and self.stack[-1].group is None

    def _add_mark(self, place: int, item: Item) -> None:
        if item.type == ".":
            self._end_all(place)
            self.stack = [Clause("main", place + 1)]
        elif item.type == ",":
            if self.taker is not None:
                self.taker.end = self.taker.end or place
            self.taker = None
        elif item.type == "s":
            self._open(place, item)
        elif item.type in "()":
            self.taker = None

    def _end_all(self, place: int) -> None:
        self.taker = None
        if len(self.stack) == 1 and self.stack[0].group is None:
            gapped = read_gapped(self.items, self.stack[0], self.done.groups, place)
            self.done.groups += [gapped] if gapped is not None else []
        for clause in self.stack:
            self._close(clause)
        for group in self.done.groups:
            group.end = group.end or place

    def _close(self, clause: Clause) -> None:
        """Give the clause's subject to the participles that stood before it was known."""
        subject = clause.subject or (clause.candidates[0] if clause.candidates and clause.group is None else None)
        for group in clause.waiting:
            if subject and subject not in group.subjects:
                group.subjects.append(subject)
        clause.waiting = []

    def _open(self, place: int, item: Item) -> None:
        form = item.form.rstrip("'’")
        before = place - 1
        while before >= 0 and self.items[before].type in (",", "p"):
            before -= 1
        after_name = before >= 0 and self.items[before].type in 'nNa)T"'
        antecedent = self._find_antecedent(before, place) if after_name else None
        if form in ("qu", "que") and is_cleft(self.items, self.stack[-1].group, antecedent):
            antecedent = None
        if form == "comme" and place + 1 < len(self.items) and self.items[place + 1].type in "nd":
            return
        if form in ("qu", "que") and is_restrictive(self.items, self.taker or self.stack[-1].group, place):
            return
        if antecedent is not None and (prep := find_led(self.items, place)):
            self.stack.append(Clause("lequel", place, antecedent, prep=prep))
        elif (form in ("qu", "que") and antecedent is None) or form not in ("qui", "que", "qu", "dont", "où"):
            governor = self.taker or self.stack[-1].group
            wanted = form in ("qu", "que") and governor is not None and (governor.lemma in PLANS or governor.planned)
            wanted = wanted or (before >= 0 and self.items[before].form in _DOUBTED)
            asked = item.form in _HYPOTHESES and governor is not None and governor.lemma in _ASKING
            self.stack.append(Clause("sub", place, hypothetical=item.form in _HYPOTHESES, planned=wanted or asked))
        else:
            self.stack.append(Clause({"qu": "que"}.get(form, form), place, antecedent))
        self.taker = None

    def _find_antecedent(self, before: int, place: int) -> Phrase | None:
        return find_antecedent(self.items, self.done.phrases, self.stack[-1].group, before, place)

    def _add_phrase(self, phrase: Phrase) -> None:
        clause = self.stack[-1]
        taker = self.taker or clause.group
        self.done.phrases.append((phrase, taker))
        if self.taker is None and clause.group is not None and stands_inverted(self.items, clause, phrase):
            clause.group.subjects.append(phrase)
            clause.subject = phrase
        elif taker is not None:
            taker.phrases.append(phrase)
        elif phrase.prep:
            clause.front.append(phrase)
        elif clause.candidates and is_joined_to(self.items, clause.candidates[-1], phrase):
            clause.candidates[-1].end = phrase.end
            clause.candidates[-1].numbers += phrase.numbers
        else:
            clause.candidates.append(phrase)

    def _add_group(self, group: VerbGroup) -> None:
        self.done.groups.append(group)
        if group.shape == "fin":
            self._add_finite(group)
        elif group.shape == "inf":
            self._add_infinitive(group)
        else:
            self._add_participle(group)
        group.hypothetical = any(clause.hypothetical for clause in self.stack)
        group.planned = group.planned or any(clause.planned for clause in self.stack)

    # --- finite verbs

    def _add_finite(self, group: VerbGroup) -> None:
        self.taker = None
        clause = self.stack[-1]
        if clause.group is None:
            subject = self._own_subject(clause, group)
        else:
            subject = self._take_back(clause.group, group)
            if subject is not None:
                clause = self._level(clause)
                while self.stack[-1] is not clause:
                    self._close(self.stack.pop())
            else:
                clause, subject = self._joined(clause, group)
        self._settle(clause, group, subject)

    def _own_subject(self, clause: Clause, group: VerbGroup) -> Phrase | None:
        if clause.kind == "qui":
            return clause.antecedent
        if clause.candidates:
            return choose_subject(self.items, clause.candidates, group.first)
        if clause.kind == "main" and len(self.stack) == 1:
            return self._previous_subject(group) if is_joined(self.items, group.first) else None
        return None

    def _take_back(self, before: VerbGroup, group: VerbGroup) -> Phrase | None:
        """Return the phrase that looked like a complement of the verb before and is the subject of this one."""
        taker = before
        phrase = taker.phrases[-1] if taker.phrases else None
        last = self.done.phrases[-1][0] if self.done.phrases else None
        if phrase is None and last is None:
            return None
        if (
            last is not None
            and last.prep == ""
            and is_adjacent(self.items, last, group.first)
            and last.first > before.last
        ):
            for other in self.done.groups:
                if last in other.phrases:
                    other.phrases.remove(last)
            return last
        return None

    def _level(self, clause: Clause) -> Clause:
        """Return the clause to which a verb with a subject of its own belongs."""
        pending = [one for one in self.stack if one.group is None]
        return pending[-1] if pending else clause

    def _joined(self, clause: Clause, group: VerbGroup) -> tuple[Clause, Phrase | None]:
        place = group.first - 1
        while place >= 0 and self.items[place].type == "b":
            place -= 1
        conjoined = place >= 0 and self.items[place].type == "c"
        pending = [one for one in self.stack if one.group is None and (one.candidates or one.kind == "qui")]
        if pending and not (conjoined and clause.group is not None and clause is not pending[-1]):
            while self.stack[-1] is not pending[-1]:
                self._close(self.stack.pop())
            return pending[-1], self._own_subject(pending[-1], group)
        before = clause.group
        if before is not None and (conjoined or (place >= 0 and self.items[place].type in (",", '"'))):
            return clause, before.subjects[0] if before.subjects else None
        return clause, None

    def _previous_subject(self, group: VerbGroup) -> Phrase | None:
        before = [one for one in self.done.groups if one is not group and one.shape == "fin"]
        return before[-1].subjects[0] if before and before[-1].subjects else None

    def _settle(self, clause: Clause, group: VerbGroup, subject: Phrase | None) -> None:
        if clause.group is not None:
            clause.group.end = clause.group.end or group.first
        group.start = clause.start if clause.group is None else group.first
        group.depth = self.stack.index(clause)
        if subject is not None:
            group.subjects.append(subject)
        if clause.group is None:
            group.phrases += clause.front
            add_antecedent(self.items, clause, group)
        clause.group, clause.subject = group, clause.subject or subject
        self._close(clause)

    # --- other verbs

    def _add_infinitive(self, group: VerbGroup) -> None:
        clause = self.stack[-1]
        before = self.items[group.first - 1] if group.first else None
        prep = before.lemma if before and before.type == "p" else ""
        governor = self.taker or clause.group
        if governor is not None:
            group.subjects += find_controllers(governor, prep)
        elif clause.candidates:
            clause.waiting.append(group)
        else:
            clause.waiting.append(group)
        if prep == "sans":
            group.denied = True
        elif prep not in ("après", "avant") and not (prep == "à" and governor and governor.lemma == "condamner"):
            group.planned = True
        group.modal = group.modal or prep
        group.start = group.first
        self.taker = group

    def _add_participle(self, group: VerbGroup) -> None:
        clause = self.stack[-1]
        before = group.first - 1
        while before >= 0 and self.items[before].type in "bc":
            before -= 1
        if self._goes_on(clause, group):
            return
        if clause.group is not None and group.shape == "pres":
            group.planned = group.planned or clause.group.planned
        comma = before >= 0 and self.items[before].type == ","
        last = find_last_phrase(self.done.phrases, before - 1 if comma else before) if before >= 0 else None
        last = None if last is not None and disagrees(self.items, group, last) else last
        if last is not None and last.end >= (before if comma else before + 1):
            group.subjects.append(last)
        if comma or last is None or (before < group.first - 1 and self.items[group.first - 1].form == "en"):
            leader = self.taker if self.taker is not None and not comma else clause.group
            if leader is not None:
                group.subjects += [one for one in leader.subjects if one not in group.subjects]
            else:
                clause.waiting.append(group)
        group.start = group.first
        self.taker = group

    def _goes_on(self, clause: Clause, group: VerbGroup) -> bool:
        """Take a participle that goes on after "avait" for the active verb it is: "avait pendu, fusillé des hommes"."""
        before = clause.group
        place = group.last + 1
        takes_object = place < len(self.items) and self.items[place].type in "dN"
        joined = group.first > 0 and self.items[group.first - 1].type in ",c"
        if before is None or not before.compound or before.passive or not (joined and takes_object):
            return False
        group.shape, group.passive, group.compound = "fin", False, True
        group.denied = before.denied
        self._settle(clause, group, before.subjects[0] if before.subjects else None)
        self.taker = None
        return True
