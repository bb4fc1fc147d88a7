"""Made names with variants in, time against size and what was joined rightly out.

Persons are made of Russian first names, patronymics and surnames, three persons to two surnames, and stand in sources
of a hundred entities in French, English, German, scholarly, ISO 9 or Cyrillic spelling, in full, with initials or
(where the source names no other of that surname) as a surname alone, one in fifty with a misread letter; bodies stand
under their name, with or without acronym, or under the acronym alone. The truth is known.

    python benchmarks/resolution.py [SIZE ...]
"""

import argparse
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from extract.model import Entity
from extract.resolution import join_entities
from extract.slugs import slug
from extract.transliterations import SYSTEMS, transliterate

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
FIRST = (
    "Александр Алексей Анатолий Андрей Борис Василий Виктор Владимир Георгий Григорий Дмитрий Иван Константин Лев "
    "Максим Михаил Николай Павел Пётр Роман Сергей Степан Фёдор Юрий Яков"
).split()
PATRONYMICS = (
    "Александрович Андреевич Борисович Васильевич Иванович Львович Михайлович Николаевич Павлович Петрович Сергеевич "
    "Степанович Фёдорович Яковлевич"
).split()
STARTS = (
    "Ба Бе Бо Бу Ва Ви Во Га Ги Го Да Де До Ду За Зи Ка Ки Ко Ку Ла Ли Лу Ма Ме Ми "
    "Му На Не Но Па Пе По Пу Ра Ре Ро Ру Са Се Со Та Ти То Ту Фе Хо Ча Че Ша Ще Яр"
).split()
MIDDLES = (
    "ба бе ви во га го да до ду жа за зи ка ко ку ла ле ли лу ма ми мо на не но ра ре ро ру са си со та ти ту ха ча ша"
).split()
ENDS = "нов ров лев ков тин кин рин лин менко ренко ский цкий вич нин щев чев шин хин".split()
LETTERS = (("е", "с"), ("i", "l"), ("u", "n"), ("rn", "m"), ("in", "m"), ("v", "y"), ("h", "b"), ("c", "e"))
PLACES = "Ligue Union Comité Cercle Groupe Fédération Parti".split()
QUALITIES = "ouvrier populaire révolutionnaire démocratique socialiste agraire marxiste".split()


def make_corpus(size: int, seed: int = 1917) -> tuple[list[tuple[str, Entity]], dict[tuple[str, str], str]]:
    """Return about ``size`` (source, entity) pairs and the true person or body of each."""
    chance = random.Random(seed)
    surnames = list(make_surnames(max(10, size // 6), chance))
    persons = [
        (chance.choice(FIRST), chance.choice(PATRONYMICS), chance.choice(surnames)) for _ in range(max(4, size // 4))
    ]
    bodies = [make_body(chance) for _ in range(max(2, size // 40))]
    entities: dict[tuple[str, str], Entity] = {}
    truth: dict[tuple[str, str], str] = {}
    number = 0
    while len(entities) < size:
        number += 1
        source, system = f"source-{number:06}", chance.choice([*SYSTEMS, "cyrillic"])
        here = chance.sample(persons, min(90, len(persons)))
        bearers = Counter(surname for _, _, surname in here)
        for person in here:
            name = spell(person, system, chance, alone=bearers[person[2]] == 1)
            put(source, "person", (name,), " ".join(person), entities, truth)
        for name, acronym in chance.sample(bodies, min(10, len(bodies))):
            names = chance.choice(((name,), (name, acronym), (acronym,)))
            put(source, "party", names, name, entities, truth)
    kept = list(entities)[:size]
    return [(source, entities[source, id_]) for source, id_ in kept], {key: truth[key] for key in kept}


def put(
    source: str, room: str, names: tuple[str, ...], true: str,
    entities: dict[tuple[str, str], Entity], truth: dict[tuple[str, str], str],
) -> None:  # fmt: skip
    """Add an entity to a source, unless another there already has its id: then the source itself is ambiguous."""
    id_ = f"{room}/{slug(names[0])}"
    if (source, id_) not in entities:
        entities[source, id_] = Entity(id_, f"smo:{room.capitalize()}", names[0], names, (0,))
        truth[source, id_] = true


def make_surnames(count: int, chance: random.Random) -> Iterator[str]:
    """Yield ``count`` different surnames."""
    seen: set[str] = set()
    while len(seen) < count:
        name = (
            chance.choice(STARTS)
            + "".join(chance.choices(MIDDLES, k=chance.choice((0, 1, 1, 2))))
            + chance.choice(ENDS)
        )
        if name not in seen:
            seen.add(name)
            yield name


def make_body(chance: random.Random) -> tuple[str, str]:
    """Return a body's full name and its acronym."""
    place = transliterate(chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(MIDDLES), "french")
    words = [chance.choice(PLACES), *chance.sample(QUALITIES, 3)]
    initials = "".join(word[0] for word in [*words, place]).upper()
    return f"{' '.join(words)} de {place}", initials + "".join(chance.choices("ABEIKNORS", k=2))


def spell(person: tuple[str, str, str], system: str, chance: random.Random, *, alone: bool) -> str:
    """Return a person's name as a source of this spelling may write it."""
    first, patronymic, surname = (part if system == "cyrillic" else transliterate(part, system) for part in person)
    form = chance.random()
    if chance.random() < 0.02:
        surname = misread(surname, chance)
    if form < 0.5:
        return f"{first} {surname}"
    if form < 0.65:
        return f"{first} {patronymic} {surname}"
    if form < 0.85 or not alone:
        return f"{first[0]}. {patronymic[0]}. {surname}"
    return surname


def misread(word: str, chance: random.Random) -> str:
    """Return a word with one cluster of letters misread, one letter doubled or one lost."""
    clusters = [(right, wrong) for right, wrong in LETTERS if right in word[1:]]
    if clusters and chance.random() < 0.5:
        right, wrong = chance.choice(clusters)
        return word[0] + word[1:].replace(right, wrong, 1)
    place = chance.randrange(2, len(word))
    return word[:place] + (word[place - 1] if chance.random() < 0.5 else "") + word[place:]


def measure_pairs(truth: Mapping[tuple[str, str], str], into: Mapping[tuple[str, str], str]) -> tuple[float, float]:
    """Return precision and recall over the pairs of entities that are one, by the truth and by the joins."""
    true: dict[str, int] = defaultdict(int)
    made: dict[str, int] = defaultdict(int)
    both: dict[tuple[str, str], int] = defaultdict(int)
    for key, who in truth.items():
        true[who] += 1
        made[into[key]] += 1
        both[who, into[key]] += 1
    right, wanted, found = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, true, made))
    return right / max(1, found), right / max(1, wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    print("|    names | seconds | per name, µs | peak MB | entities | precision | recall |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in parser.parse_args().sizes:
        entities, truth = make_corpus(size)
        start = time.process_time()
        joins = join_entities(entities)
        seconds = time.process_time() - start
        into = {key: key[1] for key in truth} | {(join.source, join.entity): join.into for join in joins.made}
        precision, recall = measure_pairs(truth, into)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {len(truth):,} | {seconds:.2f} | {seconds / len(truth) * 1e6:.0f} | {peak:.0f} "
            f"| {len(set(into.values())):,} | {precision:.3f} | {recall:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
