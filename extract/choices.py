"""Names that overlap in, those that win out; and which unsure name is worth keeping where it stands.

The longer name wins, then the authority over a rule, a rule over the model.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.found_names import FoundName, Span
from extract.titles import may_be_title

_RANK = {"reference": -1, "work-note": -1, "work-of-author": -1, "life-of": -1, "authority": 0, "model": 2, "again": 3}


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
            known = first if first.candidates else name
            by_span[name.start, name.end] = replace(
                first, label=label, confidence=confidence, candidates=known.candidates, sure=known.sure
            )
        elif first is not name and not first.sure and name.by == "model" and name.confidence > 0.9:
            by_span[name.start, name.end] = name
    return list(by_span.values())


def _weight(name: FoundName) -> float:
    length = name.end - name.start
    if name.by == "model":
        # a model's span that goes beyond a known name is more often a good extension for persons than for bodies
        return length * (0.9 if name.kind == "Person" else 0.55)
    return length + (0.5 if name.by == "authority" else 0.25)


def is_likely(text: str, name: FoundName, sentences: Sequence[Span]) -> bool:
    """Return whether an unsure name is worth keeping where it stands (a common word that opens a sentence is not)."""
    if name.by == "model" and " " not in name.text and opens(name, sentences):
        return looks_like_name(name.text) or bool(re.search(rf"[a-zà-ÿ,’'] {re.escape(name.text)}\b", text))
    if name.text.isupper() and (name.kind == "Event" or name.text == "PARTI"):  # a heading in capitals
        return False
    if (
        name.by == "model"
        and name.text.isupper()
        and (name.kind == "Work" or (" " in name.text and name.kind != "Person"))
    ):
        return False
    if name.sure or name.by != "authority" or name.end - name.start > 12:
        return True
    return not (opens(name, sentences) and name.kind == "Person" and " " not in name.text and name.confidence < 0.7)


def may_be_work(text: str, name: FoundName, sentences: Sequence[Span]) -> bool:
    """Return whether a guessed name is no work or may be one's title where it stands (speech is none)."""
    return name.kind != "Work" or may_be_title(text, name.start, name.end, opens=opens(name, sentences))


_FOREIGN = re.compile(
    r"k|w|sk|sch|tch|zh|dj|kh|[^aeiouyéèê]z|ï|ou?v$|[eé]v$|eff$|off$|its|inski|man$|mann$|stein|berg|dz[eé]|vili|enko|escu"
    r"|[eio]tti$|elli$|ini$|sci$|ez$|ski$|sky$|vitch|icz$|ov$|ev$|[aiou]n$|a$|o$|ü|ö|ä"
)
_FRENCH = re.compile(
    r"(?:[éu]e?s?|ie?s?|er|ir|oir|ant|ante?s?|ents?|istes?|aires?|eurs?|euses?|eux|euse|ment|tions?|sions?|té|bles?|iques?"
    r"|is|us|ut|it|que|tes|ts|rs|res|sse|sses|lle|lles|ette|age|ages|tôt|là|tre|dre|nne|nnes|al|aux|elle?s?|if|ive|ifs|ives|int|inrent"
    r"|ures?|ances?|ences?|ises?|itudes?|ort|orte|ond|oup|eil|oix|erte|erts?)$"
)


def looks_like_name(word: str) -> bool:
    """Return whether a capitalised word looks like a surname or town rather than a French word with a capital."""
    lower = word.lower()
    return not word.isupper() and bool(_FOREIGN.search(lower) or not _FRENCH.search(lower))


def opens(name: FoundName, sentences: Sequence[Span]) -> bool:
    """Return whether a name opens its sentence, where a capital says nothing."""
    index = bisect_right(sentences, (name.start, 1 << 60)) - 1
    return index >= 0 and sentences[index][0] == name.start


def lies_within_one(name: FoundName, sentences: Sequence[Span]) -> bool:
    """Return whether a name crosses no sentence's end."""
    index = bisect_right(sentences, (name.start, 1 << 60)) - 1
    return index >= 0 and name.end <= sentences[index][1]
