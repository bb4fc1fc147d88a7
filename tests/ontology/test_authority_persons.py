"""The persons of the authority as data: each failure names the file and the line to edit."""

import re
import unicodedata
from collections import defaultdict
from importlib.resources import files

import pytest

from ontology.authority import Entry, read_authority, read_entries

FOLDER = files("ontology") / "authority"
FILES = sorted(
    (path for path in FOLDER.iterdir() if re.fullmatch(r"persons\w*\.tsv", path.name)), key=lambda path: path.name
)
ENTRIES = [entry for path in FILES for entry in read_entries(path)]
HEADER = "slug\tlabel\tclass\tvariants\tstart\tend\tgender\twikidata\tdescription"
EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LETTERS = str.maketrans({"œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "ø": "o", "đ": "d", "ß": "ss"})
GOLD_LABELS = (
    "Lénine",
    "Léon Trotsky",
    "Joseph Staline",
    "Grigori Zinoviev",
    "Lev Kamenev",
    "Nikolaï Boukharine",
    "Karl Radek",
    "Christian Rakovski",
    "Victor Serge",
    "Boris Souvarine",
)
# what a bare name of the field means, whoever else bears it
MAIN_BEARERS = {
    "Lénine": "lenine",
    "Trotsky": "leon-trotsky",
    "Staline": "joseph-staline",
    "Zinoviev": "grigori-zinoviev",
    "Kamenev": "lev-kamenev",
    "Marx": "karl-marx",
    "Serge": "victor-serge",
    "Koba": "joseph-staline",
    "Dzerjinski": "felix-dzerjinski",
    "Троцкий": "leon-trotsky",
}

# names said whole: the family name alone would name half a province
WHOLE_NAMES = frozenset(
    [
        "bo-gu",
        "cai-hesen",
        "chen-duxiu",
        "chen-jiongming",
        "chen-yi",
        "deng-xiaoping",
        "deng-yanda",
        "du-yuesheng",
        "feng-yuxiang",
        "haile-selassie",
        "haydar-khan",
        "he-long",
        "ho-chi-minh",
        "hu-hanmin",
        "huang-jinrong",
        "li-dazhao",
        "li-de",
        "li-hanjun",
        "li-lisan",
        "liao-zhongkai",
        "lin-biao",
        "liu-renjing",
        "liu-shaoqi",
        "nguyen-an-ninh",
        "peng-dehuai",
        "peng-pai",
        "peng-shuzhi",
        "phan-van-hum",
        "qu-qiubai",
        "song-qingling",
        "song-ziwen",
        "sun-chuanfang",
        "sun-yat-sen",
        "ta-thu-thau",
        "tan-pingshan",
        "tang-shengzhi",
        "tran-van-giau",
        "wang-fanxi",
        "wang-jingwei",
        "wang-ming",
        "wu-peifu",
        "xiang-zhongfa",
        "ye-ting",
        "yuan-shikai",
        "zhang-guotao",
        "zhang-tailei",
        "zhang-wentian",
        "zhang-xueliang",
        "zhang-zuolin",
        "zheng-chaolin",
        "zhou-enlai",
        "zhu-de",
    ]
)


def where(entry: Entry) -> str:
    return f"{entry.file}:{entry.line} {entry.label}"


def fact(entry: Entry, name: str) -> str:
    return dict(entry.facts).get(name, "")


def make_slug(label: str) -> str:
    """The ASCII form of a label, as slugs have it."""
    ascii_text = unicodedata.normalize("NFKD", label.translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


def is_edtf(text: str) -> bool:
    """Whether the text is a year, a month or a day that exists."""
    match = EDTF.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None:
        return True
    if not 1 <= month <= 12:
        return False
    leap = year is not None and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 28 if month == 2 and not leap else MONTH_DAYS[month - 1]
    return day is None or 1 <= day <= last


def read_ambiguous() -> dict[str, tuple[int, list[str]]]:
    """Variant to (line, slugs) of ``ambiguous.tsv``."""
    lines = (FOLDER / "ambiguous.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "variant\tslugs\treason", "ambiguous.tsv:1: header"
    found: dict[str, tuple[int, list[str]]] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        assert len(cells) == 3, f"ambiguous.tsv:{number}: {len(cells)} cells"
        assert all(cells), f"ambiguous.tsv:{number}: empty cell"
        assert cells[0] not in found, f"ambiguous.tsv:{number}: '{cells[0]}' is already line {found[cells[0]][0]}"
        found[cells[0]] = number, cells[1].split("|")
    return found


def group_names() -> dict[str, list[tuple[Entry, bool]]]:
    """Every name, label included, to its bearers and whether it is marked ``?`` there."""
    bearers: dict[str, list[tuple[Entry, bool]]] = defaultdict(list)
    for entry in ENTRIES:
        marks = {variant.text: variant.ambiguous for variant in entry.variants}
        for text, ambiguous in ({entry.label: False} | marks).items():
            bearers[text].append((entry, ambiguous))
    return bearers


def collect(bad: list[str]) -> None:
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_header(path):
    assert path.read_text(encoding="utf-8").split("\n")[0] == HEADER, f"{path.name}:1"


def test_there_are_enough_persons_and_the_gold_ones():
    assert len(ENTRIES) >= 600
    assert set(GOLD_LABELS) <= {entry.label for entry in ENTRIES}


def test_the_authority_reads_with_all_other_files():
    assert {entry.id for entry in ENTRIES} <= {entry.id for entry in read_authority()}


def test_slug_is_the_label_in_ascii():
    collect([where(e) for e in ENTRIES if e.id != f"person/{make_slug(e.label)}" or e.kind != "smo:Person"])


def test_slugs_and_labels_are_unique():
    for key in ("id", "label"):
        lines = defaultdict(list)
        for entry in ENTRIES:
            lines[getattr(entry, key)].append(where(entry))
        collect([" = ".join(found) for found in lines.values() if len(found) > 1])


def test_dates_exist():
    collect([where(e) for e in ENTRIES for text in (e.start, e.end) if text and not is_edtf(text)])


@pytest.mark.parametrize("text", ["1917-02-29", "1917-13", "17", "1917-11-31", "vers 1917", "1900-02-29"])
def test_a_wrong_date_is_seen(text):
    assert not is_edtf(text)


def test_lives_begin_before_they_end_and_last_10_to_110_years():
    both = [entry for entry in ENTRIES if entry.start and entry.end]
    bad = [where(e) for e in both if not 10 <= int(e.end[:4]) - int(e.start[:4]) <= 110]
    collect(bad)


def test_gender():
    collect([where(e) for e in ENTRIES if fact(e, "gender") not in ("m", "f", "")])


def test_gender_agrees_with_the_feminine_of_the_description():
    feminine = re.compile(r"^(militante|dirigeante|révolutionnaire et pédagogue|écrivaine|poétesse|historienne|sœur)\b")
    bad = [where(e) for e in ENTRIES if feminine.match(e.description) and fact(e, "gender") != "f"]
    collect(bad)


def test_wikidata_ids_have_their_form_and_name_one_person():
    bearers = defaultdict(list)
    for entry in ENTRIES:
        if entry.wikidata:
            bearers[entry.wikidata].append(where(entry))
    collect([where(e) for e in ENTRIES if e.wikidata and not re.fullmatch(r"Q[1-9]\d*", e.wikidata)])
    collect([" = ".join(found) for found in bearers.values() if len(found) > 1])


def test_every_person_has_the_bare_surname():
    """A variant that the label begins or ends with, unless one is always called by the whole label."""
    bad = []
    for entry in ENTRIES:
        whole = len(entry.label.split()) == 1 or re.search(r" ([IVX]+|Ier|le \w+)$", entry.label)
        bare = [v.text for v in entry.variants if entry.label.endswith(v.text) or entry.label.startswith(v.text)]
        if not (whole or bare or entry.id.removeprefix("person/") in WHOLE_NAMES):
            bad.append(where(entry))
    collect(bad)


def test_no_variant_is_the_label_or_stands_twice():
    bad = []
    for entry in ENTRIES:
        names = [(variant.text, variant.language) for variant in entry.variants]
        bad += [f"{where(entry)}: {text}" for text, language in names if text == entry.label and language == "fr"]
        bad += [f"{where(entry)}: {text}" for text, language in names if names.count((text, language)) > 1]
    collect(bad)


def test_variants_are_clean():
    bad = [
        f"{where(entry)}: '{variant.text}'"
        for entry in ENTRIES
        for variant in entry.variants
        if re.search(r"[;?~@()\"]|  |^\W|\d{2}", variant.text) or len(variant.text) < 2
    ]
    collect(bad)


def test_cyrillic_is_tagged_and_latin_is_not_tagged_russian():
    bad = []
    for entry in ENTRIES:
        for variant in entry.variants:
            cyrillic = bool(re.search(r"[А-Яа-яЁё]", variant.text))
            if cyrillic != (variant.language in ("ru", "bg", "uk")) or (
                cyrillic and re.search("[A-HJ-UWYZa-z]", variant.text)
            ):
                bad.append(f"{where(entry)}: {variant.text}@{variant.language}")
    collect(bad)


def test_a_shared_name_is_marked_everywhere_but_at_one_bearer():
    bad = []
    for text, bearers in group_names().items():
        bare = [where(entry) for entry, ambiguous in bearers if not ambiguous]
        if len(bearers) > 1 and len(bare) > 1:
            bad.append(f"'{text}' without '?': {' and '.join(bare)}")
    collect(bad)


def test_a_shared_name_has_its_line_in_ambiguous():
    lines = read_ambiguous()
    bad = []
    for text, bearers in group_names().items():
        slugs = {entry.id for entry, _ in bearers}
        if len(slugs) > 1 and not slugs <= set(lines.get(text, (0, []))[1]):
            bad.append(f"ambiguous.tsv: '{text}' lacks {sorted(slugs)}: {', '.join(where(e) for e, _ in bearers)}")
    collect(bad)


def test_every_person_of_ambiguous_bears_the_name():
    bearers = group_names()
    bad = []
    for text, (number, slugs) in read_ambiguous().items():
        ids = {entry.id for entry, _ in bearers.get(text, [])}
        bad += [f"ambiguous.tsv:{number}: {slug}" for slug in slugs if slug.startswith("person/") and slug not in ids]
    collect(bad)


@pytest.mark.parametrize(("name", "slug"), MAIN_BEARERS.items())
def test_the_main_bearer_has_the_name_bare(name, slug):
    bare = [entry.id for entry, ambiguous in group_names()[name] if not ambiguous]
    assert bare == [f"person/{slug}"]


def test_descriptions_are_one_french_line():
    bad = [where(e) for e in ENTRIES if len(e.description) < 10 or e.description[-1] in ".;," or " :" in e.description]
    collect(bad)
