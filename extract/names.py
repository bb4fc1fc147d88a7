"""A sentence-split text in, the names in it out: from the authority, from the rules, from the model.

Names of persons, bodies, places, events and works; dates are found by :mod:`extract.dates`. :func:`find_names` has a
line for every finder; each lies in a module of its own.
"""

from collections.abc import Iterable, Sequence

from extract.borders import add_year, extend, runs_on, trim
from extract.choices import choose, is_likely, lies_within_one, may_be_work
from extract.determiners import is_counted
from extract.expansions import find_expanded
from extract.followers import find_followers
from extract.found_names import FoundName, Span
from extract.heads import has_head
from extract.known_names import find_known
from extract.lexicons import Lexicon, split_words
from extract.lists import agree_in_lists
from extract.misprints import find_misprinted
from extract.references import find_references
from extract.ruled_names import cut_person, find_by_rules, may_stand
from extract.surnames import find_again, find_by_ending, find_by_first_name

__all__ = ["FoundName", "find_names"]


def find_names(
    text: str, sentences: Sequence[Span], lexicon: Lexicon, model_names: Iterable[FoundName] = ()
) -> list[FoundName]:
    """Return the names of ``text`` in order, none overlapping another, none crossing a sentence's end."""
    words = split_words(text)
    known = find_known(text, words, lexicon)
    ruled = [cut_person(name, known) for name in find_by_rules(text) if may_stand(text, name, known)]
    modelled = [name for name in mend(text, [*known, *ruled], model_names) if may_be_work(text, name, sentences)]
    formed = list(find_by_first_name(text, words, lexicon.first_names))
    chosen = choose([*known, *ruled, *modelled, *formed, *find_references(text)])
    chosen = [name for name in chosen if is_likely(text, name, sentences)]
    chosen = choose([*chosen, *find_by_ending(text, words, chosen), *find_followers(text, words, lexicon)])
    chosen = choose([*chosen, *find_expanded(text, chosen), *find_misprinted(text, words, chosen, sentences, lexicon)])
    chosen = agree_in_lists(text, chosen)
    chosen = choose([*chosen, *find_again(text, words, chosen)])
    return [add_year(text, name) for name in chosen if lies_within_one(name, sentences)]


def mend(text: str, borders: Iterable[FoundName], guesses: Iterable[FoundName]) -> list[FoundName]:
    """Return the model's names that can be names, each with its borders mended by the names found surely."""
    known: dict[int, FoundName] = {}
    for name in borders:
        if name.start not in known or known[name.start].end < name.end:
            known[name.start] = name
    trimmed = (extend(text, better, known) for name in guesses if (better := trim(text, name)))
    headed = [name for name in trimmed if has_head(name.text, name.kind) and not runs_on(name, known)]
    return [name for name in headed if name.kind != "Party" or not is_counted(text, name.start, name.text)]
