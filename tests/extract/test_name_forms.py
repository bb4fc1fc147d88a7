"""Names by form, end to end: what no list can hold, in sentences of our own, from the raw text to classes and spans."""

from pathlib import Path

import pytest

from extract.found_names import FoundName
from extract.guesses import find_guesses
from extract.language import load_language
from extract.lexicons import default_lexicon
from extract.names import find_names
from extract.sentences import split_paragraphs, split_sentences
from extract.texts import read_document


def find(text: str, breaks: tuple[int, ...] = ()) -> list[FoundName]:
    paragraphs = ((text[start:end], start) for start, end in split_paragraphs(text, breaks))
    guesses = find_guesses(text, load_language().pipe(paragraphs, as_tuples=True))
    return find_names(text, split_sentences(text, breaks), default_lexicon(), guesses)


def named(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in find(text)]


def surfaces(text: str, kind: str) -> list[str]:
    return [surface for surface, found in named(text) if found == kind]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Le soir, A. P. Routkovski entra.", ["A. P. Routkovski"]),
        ("On vit venir Gleb Antonovitch Routkovski avec sa troupe.", ["Gleb Antonovitch Routkovski"]),
        ("Le général von Plettberg et Otto von Plettberg signèrent.", ["von Plettberg", "Otto von Plettberg"]),
        ("La déposition de Jean-Paul Dumont-Verlier fut lue.", ["Jean-Paul Dumont-Verlier"]),
        ("Selon SERGE V., la chose est sûre.", ["SERGE V."]),
        ("BRUNEAU (1984) et MARTELOT (1991) le disent.", ["BRUNEAU", "MARTELOT"]),
        ("Il répondit à Karl Routkovski, l'ami de jadis.", ["Karl Routkovski"]),
        ("Dans la pièce voisine, Netvitski et Borovenko se taisaient.", ["Netvitski", "Borovenko"]),
        ("L'accusé Martovski, Ivan Petrovitch, sera relégué.", ["Martovski, Ivan Petrovitch"]),
        ("Le tsar Boris III reçut l'Indien Roy.", ["Boris III", "Roy"]),
        ("Elle écrivit à sa nièce Léopoldine.", ["Léopoldine"]),
    ],
)
def test_unknown_persons_by_form(text, persons):
    assert surfaces(text, "Person") == persons


@pytest.mark.parametrize(
    "office", ["camarade", "colonel", "commissaire", "hetman", "docteur", "beau-frère", "menchevik"]
)
def test_a_title_or_kinship_before_a_name_stays_out_of_it(office):
    assert surfaces(f"Puis le {office} Barkanov parla.", "Person") == ["Barkanov"]


@pytest.mark.parametrize(
    "text",
    [
        "Le Président du conseil céda.",
        "Il fut Commissaire du Peuple aux Affaires étrangères.",
        "Le Secrétaire général lut son texte.",
        "Les Turco-Tartares et les Anglo-Français vinrent.",
        "Le XIXe siècle finissait.",
        "L'État ouvrier et les États bourgeois.",
        "Le Front unique et le front unique furent votés.",
        "Une Conférence se réunit.",
    ],
)
def test_offices_peoples_states_and_policies_are_no_names(text):
    assert named(text) == []


def test_a_short_form_is_what_the_text_explains_it_by():
    text = "L'Union locale des charpentiers (ULC) signa ; l'ULC céda, et avec l'ULC tout le port."
    assert surfaces(text, "Organisation") == ["Union locale des charpentiers", "ULC", "ULC", "ULC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le soviet de Kologriv tint bon.", ("soviet de Kologriv", "Soviet")),
        ("Il commandait le front de l'Est.", ("front de l'Est", "Front")),
        ("On prit des troupes aux fronts Sud et Ouest.", ("fronts Sud", "Front")),
        ("La IIIe Internationale naquit à Moscou.", ("IIIe Internationale", "Organisation")),
        ("La VIIIe Armée passa le Don.", ("VIIIe Armée", "Organisation")),
        ("La 5e escadrille aérienne se rallia.", ("5e escadrille aérienne", "Organisation")),
        ("Il parla au Xe congrès du Parti.", ("Xe congrès du Parti", "Event")),
        ("Le régiment Ismaïlovski se souleva.", ("régiment Ismaïlovski", "Organisation")),
        ("Il adhéra au parti communiste hongrois.", ("parti communiste hongrois", "Party")),
        ("Les « brandlériens » votèrent contre.", ("brandlériens", "Party")),
        ("Le Comité exécutif du Soviet vota.", ("Comité exécutif du Soviet", "Soviet")),
        ("Il cita la brochure « Le Pain du soldat ».", ("Le Pain du soldat", "Work")),
        ("Elle publia « Les Saisons mortes » en 1931.", ("Les Saisons mortes", "Work")),
        ("Voir Jean Martelot, Histoire d'une grève, p. 12.", ("Histoire d'une grève", "Work")),
        ("C'est l'Humanité qu'il lisait.", ("Humanité", "Work")),
        ("Jusqu'à Octobre, nul n'y croyait.", ("Octobre", "Event")),
    ],
)
def test_forms_of_bodies_events_and_works(text, expected):
    assert expected in named(text)


def test_a_body_ends_before_the_one_who_leads_it():
    found = named("La Ligue communiste de Naville rompit avec le Bureau de Londres de Fenner Brockway.")
    assert ("Ligue communiste", "Party") in found
    assert ("Naville", "Person") in found
    assert ("Fenner Brockway", "Person") in found


def test_a_known_name_does_not_run_on_into_the_sentence():
    text = "L'appareil du Parti et de l'État pesait, et l'Armée rouge de cinq millions d'hommes aussi."
    assert named(text) == [("Parti", "Party"), ("Armée rouge", "Organisation")]


@pytest.mark.parametrize(
    "text",
    ["Malraux, Aragon et Jean-Richard Bloch vinrent.", "Ni Malraux, ni Aragon ni Jean-Richard Bloch ne vinrent."],
)
def test_a_town_listed_with_persons_is_a_person(text):
    assert ("Aragon", "Person") in named(text)


@pytest.mark.parametrize("misprint", ["TTrotsky", "Sstaline", "Trockij", "Trotskij", "T r o t s k y", "Trotskys"])
def test_misprinted_and_otherwise_spelt_surnames(misprint):
    assert surfaces(f"Ce jour-là, chez les {misprint} on attendait.", "Person") == [misprint]


@pytest.mark.parametrize("name", ["Kollontaï", "Kollontai", "Zinovieff", "Sinowjew", "Boukharine", "Bucharin"])
def test_known_persons_in_their_spellings(name):
    assert surfaces(f"Le soir, {name} parla.", "Person") == [name]


RAW = """Au congrès de la fédération, tenu dans la grande salle de la mairie, le vieux Zino-
viev parla devant les ouvriers de l'usine, et tous l'écoutèrent avec attention. Puis Victor
Serge prit la parole à son tour, longuement, dans la salle froide, et lut ses lettres. Avec
lui se trouvaient les délégués, venus de loin, du Comité exécutif de l'Internationale com-
muniste, et derrière eux ceux du Parti communiste d'Allemagne, arrivés de Saint-
Pétersbourg le matin même sous la neige, avec Antonov-
Ovseenko et la troupe.
"""


def test_names_broken_by_line_ends_are_whole(tmp_path: Path):
    path = tmp_path / "text.txt"
    path.write_text(RAW, encoding="utf-8")
    document = read_document(path)
    found = [name.text for name in find(document.text, document.breaks)]
    assert found == [
        "Zinoviev",
        "Victor Serge",
        "Comité exécutif de l'Internationale communiste",
        "Parti communiste d'Allemagne",
        "Saint-Pétersbourg",
        "Antonov-Ovseenko",
    ]


def test_headings_in_capitals_name_persons_only():
    text = "VICTOR SERGE ET LE RÉGIME\nLA RÉVOLUTION ISOLÉE ET LA POLITIQUE DE TRANSITION\nLe soir vint."
    assert named(text) == [("VICTOR SERGE", "Person")]
