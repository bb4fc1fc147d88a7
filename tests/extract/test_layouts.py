from extract.cleaning import clean_text

COLUMN = "Les ouvriers de l’usine avaient élu leurs délégués au\ncomité de quartier, qui siégeait à l’école et que\n"


def read(raw: str, titles: tuple[str, ...] = ()) -> list[str]:
    return clean_text(raw, titles=titles).text.splitlines()


def test_a_watermark_in_pieces_is_dropped_and_the_sentence_whole() -> None:
    mark = "© J\nean\n Du\npo\nnt\n 20\n11\n"
    raw = f"{COLUMN}\n{mark}\n\n\ndirigeait un tourneur.\n\n{mark}\n{COLUMN}\n{mark}\n\nle parti soutenait.\n"
    assert read(raw) == [
        (
            "Les ouvriers de l’usine avaient élu leurs délégués au comité de quartier, qui siégeait à l’école et que "
            "dirigeait un tourneur."
        ),
        (
            "Les ouvriers de l’usine avaient élu leurs délégués au comité de quartier, qui siégeait à l’école et que "
            "le parti soutenait."
        ),
    ]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    words = ("cinq", "six", "sept", "huit", "neuf", "dix")
    body = (
        "Un {0} ouvrier parla devant les autres, et {0} délégués\n"
        "répondirent au {0} qui voulait rentrer. Puis {0} marins\n"
    )
    raw = "\f".join(f"Histoire des soviets\n{body.format(word)}{number}\n" for number, word in enumerate(words, 11))
    text = " ".join(read(raw))
    assert text.count("Histoire") == 1, "the first page's head stays: it may be the title"
    assert not any(char.isdigit() for char in text)
    assert "Puis cinq marins Un six ouvrier" in text


def test_a_line_at_the_foot_that_repeats_the_title_is_dropped() -> None:
    raw = f"{COLUMN}\nLes comités d’usine\n\fdirigeait un tourneur.\n"
    assert read(raw, titles=("Les comités d’usine, deuxième partie",))[0].endswith("et que dirigeait un tourneur.")


def test_a_single_space_marks_a_lost_page_break() -> None:
    body = "Un premier alinéa qui est complet et tient sur une ligne.\n\n" * 15
    raw = f"{body}{COLUMN}\n1 Sur ce point, voir les Souvenirs d’un tourneur de Petrograd.\n dirigeait un tourneur.\n"
    assert read(raw)[-2:] == [
        (
            "Les ouvriers de l’usine avaient élu leurs délégués au comité de quartier, qui siégeait à l’école et que "
            "dirigeait un tourneur."
        ),
        "1 Sur ce point, voir les Souvenirs d’un tourneur de Petrograd.",
    ]


def test_a_quote_in_large_type_stands_after_its_paragraph() -> None:
    raw = (
        "La direction devait montrer une grande fermeté dans\n"
        "toutes les épreuves et une grande souplesse aussi, car\n"
        "nul ne savait rien du lendemain. On manquait alors de\n\n"
        "une grande fermeté dans\ntoutes les épreuves et une grande\n\n"
        "pain dans la ville.\n"
    )
    assert read(raw) == [
        (
            "La direction devait montrer une grande fermeté dans toutes les épreuves et une grande souplesse aussi, "
            "car nul ne savait rien du lendemain. On manquait alors de pain dans la ville."
        ),
        "une grande fermeté dans toutes les épreuves et une grande",
    ]


def test_double_spaced_lines_are_one_paragraph() -> None:
    lines = COLUMN.splitlines() * 6
    raw = "\n\n".join([*lines, "tous respectaient.", "", "", "Un autre alinéa."])
    found = read(raw)
    assert len(found) == 2
    assert found[1] == "Un autre alinéa."


def test_headings_without_gap_are_blocks() -> None:
    raw = f"L’avant-garde et les masses\n{COLUMN}tous écoutaient.\nLa fin\n{COLUMN}tous respectaient.\n"
    found = read(raw)
    assert found[0] == "L’avant-garde et les masses"
    assert found[2] == "La fin"


def test_a_title_in_capitals_does_not_go_on_with_a_sentence() -> None:
    assert "LA GUERRE CIVILE" in read(f"{COLUMN}\nLA GUERRE CIVILE\n\n{COLUMN}tous respectaient.\n")


def test_list_items_lose_their_bullets() -> None:
    assert read("Étaient présents :\n\n\uf0b7 Anna, ouvrière\n\uf0b7 Ivan, marin\n") == [
        "Étaient présents :",
        "Anna, ouvrière",
        "Ivan, marin",
    ]


def test_a_dash_within_a_sentence_is_no_list() -> None:
    raw = "La grève surprit tout le monde dans ce quartier ouvrier\n– et même les délégués – au petit matin.\n"
    assert len(read(raw)) == 1


def test_a_name_at_a_page_top_goes_on_with_the_sentence() -> None:
    name = "Commissaire du peuple aux transports, qui vint à la\nréunion suivante."
    raw = f"{COLUMN}personne ne connaissait encore, pas même le\n\n\f{name}\n"
    assert len(read(raw)) == 1


def test_a_number_at_a_page_top_is_no_note() -> None:
    rest = "22 Allemands et dix Autrichiens qui demandaient à rester là."
    raw = f"{COLUMN}{COLUMN}personne ne connaissait encore. On compta le soir\f{rest}\n"
    assert read(raw)[0].endswith("On compta le soir 22 Allemands et dix Autrichiens qui demandaient à rester là.")


def test_windows_and_old_mac_line_ends() -> None:
    assert read("Une ligne\r\nqui suit.\r\n\r\nUne autre.\r\n") == ["Une ligne qui suit.", "Une autre."]
    assert read("Une ligne\rqui suit.\r\rUne autre.\r") == ["Une ligne qui suit.", "Une autre."]


def test_a_note_at_the_foot_without_a_gap_does_not_end_the_sentence() -> None:
    first = "Le conseil1 siégeait alors dans le palais de la\nville, que gardaient des marins venus là sur l’ordre du\n"
    foot = "1. Conseil exécutif des ouvriers.\n– 1 –\n"
    found = read(f"{first}{foot}\fcomité de la flotte et de ses matelots en grève.\n– 2 –\n")
    assert found[0].endswith("sur l’ordre du comité de la flotte et de ses matelots en grève.")
    assert found[1] == "1. Conseil exécutif des ouvriers."
