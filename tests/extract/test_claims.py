"""What a masked sentence says around its names: polarity, stance, voice, date, role. The rules are made here."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import roles as roles_module
from extract.claims import (
    LETTERS,
    Argument,
    FoundClaim,
    drop_weaker,
    find_claims,
    mask,
)
from extract.marked import read_marked
from extract.modalities import find_attribution, is_planned
from extract.model import When
from extract.roles import clean_role, find_office
from extract.rules import ClaimRule, Office, expand_slots


def rule(
    pattern: str, predicate: str = "smo:memberOf", id_: str = "join", sure: float = 0.8, role: str = ""
) -> ClaimRule:
    return ClaimRule(id_, predicate, re.compile(expand_slots(pattern, "test:1")), sure, role, "", "", "", 1)


JOIN = rule(r"{s:P}(?: n['’](?:a )?| ne |,? )?(?:[\wàéè]+ )?(?:jamais |pas |plus |a |aurait |avait )*adhér\w+"
            r"(?: pas| jamais| plus| point)?(?: ni)? (?:qu['’])?(?:au |à l['’]|à la ){o:AO+}")  # fmt: skip
HEAD = rule(r"(?P<role>les [a-zé -]+?) (?:du |de l['’]){o:AO+},? {s:P}", "smo:holdsOffice", "head")


def claims_in(marked: str, *rules: ClaimRule) -> list[FoundClaim]:
    text, marks = read_marked(marked)
    arguments = [
        Argument(mark.start, mark.end, mark.kind, "" if mark.kind == "Date" else text[mark.start : mark.end],
                 When(mark.value, text=text[mark.start : mark.end]) if mark.kind == "Date" else None)
        for mark in marks
    ]  # fmt: skip
    masked = mask(text, 0, len(text), list(enumerate(arguments)))
    return find_claims(masked, arguments, rules or [JOIN])


def only(marked: str, *rules: ClaimRule) -> FoundClaim:
    (claim,) = claims_in(marked, *rules)
    return claim


def date_of(marked: str, *rules: ClaimRule) -> str:
    when = only(marked, *rules).when
    return when.edtf if when else ""


# --- masks


def test_names_are_masked_by_class_and_number():
    text = "Levi quitte le KPD à Berlin."
    arguments = [(0, Argument(0, 4, "Person")), (1, Argument(15, 18, "Party")), (2, Argument(21, 27, "Place"))]
    assert mask(text, 0, len(text), arguments).text == "<P0> quitte le <A1> à <L2>."


def test_quotation_marks_round_a_name_alone_are_left_out():
    text = "Le groupe « Essor », fondé par Varlin."
    arguments = [(0, Argument(12, 17, "Party")), (1, Argument(31, 37, "Person"))]
    masked = mask(text, 0, len(text), arguments)
    assert masked.text == "Le groupe <A0>, fondé par <P1>."
    assert masked.offsets.position(masked.text.index(",")) == text.index(",")


def test_every_class_has_a_letter_of_its_own():
    assert len(set(LETTERS.values())) == len(LETTERS) == 9


def test_a_mask_keeps_to_its_sentence():
    text = "Rien. Levi vint. Rien."
    masked = mask(text, 6, 16, [(3, Argument(6, 10, "Person"))])
    assert (masked.text, masked.start, masked.end) == ("<P3> vint.", 6, 16)
    assert masked.offsets.position(masked.text.index("vint")) == text.index("vint")


@st.composite
def sentences(draw):
    """Draw a text with names of any length in it, also side by side, and where its sentence begins."""
    lead = draw(st.text("xy ", max_size=4))
    text, arguments = lead, []
    for number in range(draw(st.integers(0, 5))):
        text += draw(st.text("abc é,", max_size=4))
        name = draw(st.text("XYZ", min_size=1, max_size=9))
        kind = draw(st.sampled_from(sorted(LETTERS)))
        arguments.append((number, Argument(len(text), len(text) + len(name), kind)))
        text += name
    return text + draw(st.text("abc.", max_size=4)), len(lead), arguments


@given(sentences())
def test_offsets_lead_from_the_mask_back_to_the_text(drawn):
    text, start, arguments = drawn
    masked = mask(text, start, len(text), arguments)
    tokens = {match.start(): match for match in re.finditer(r"<[A-Z](\d+)>", masked.text)}
    assert len(tokens) == len(arguments)
    inside = {place for match in tokens.values() for place in range(*match.span())}
    for index, char in enumerate(masked.text):
        if index in tokens:
            argument = arguments[int(tokens[index].group(1))][1]
            assert masked.offsets.position(index) == argument.start
        elif index not in inside:
            assert text[masked.offsets.position(index)] == char


@pytest.mark.parametrize(
    ("marked", "quote"),
    [
        ("Puis [Levi](Person) adhéra au [KPD](Party) à Berlin.", "Levi adhéra au KPD"),
        (
            "[Levi](Person) adhéra au [Parti communiste d'Allemagne](Party).",
            "Levi adhéra au Parti communiste d'Allemagne",
        ),
        ("Oui, [Paul Levi](Person) adhéra au [KPD](Party)", "Paul Levi adhéra au KPD"),
    ],
)
def test_the_evidence_is_the_span_of_the_match_in_the_text(marked, quote):
    text, _ = read_marked(marked)
    claim = only(marked)
    assert text[claim.start : claim.end] == quote


def test_the_evidence_may_end_in_common_words():
    marked = "[Levi](Person), élu du [KPD](Party) en mai"
    claim = only(marked, rule(r"{s:P}, élu du {o:A} en"))
    assert read_marked(marked)[0][claim.start : claim.end] == "Levi, élu du KPD en"


# --- which claims


def test_a_claim_says_who_what_and_by_which_rule():
    assert only("[Levi](Person) adhéra au [KPD](Party).") == FoundClaim(
        "Levi", "smo:memberOf", "KPD", 0, 18, "join", 0.8
    )


def test_a_list_of_objects_gives_a_claim_each():
    assert [claim.object for claim in claims_in("[Levi](Person) adhéra au [SPD](Party) puis au [KPD](Party).")] == [
        "SPD",
        "KPD",
    ]


def test_a_list_of_subjects_gives_a_claim_each():
    both = rule(r"{s:P+} adhérèrent au {o:A}")
    found = claims_in("[Rosa Luxemburg](Person), [Mehring](Person) et [Levi](Person) adhérèrent au [KPD](Party).", both)
    assert [claim.subject for claim in found] == ["Rosa Luxemburg", "Mehring", "Levi"]


@pytest.mark.parametrize(
    ("marked", "subject"),
    [
        ("Malgré ce que dit [Staline](Person), [Trotsky](Person) fut élu au [Soviet](Soviet).", "Trotsky"),
        ("Le frère de [Lénine](Person), [Alexandre](Person) fut élu au [Soviet](Soviet).", "Alexandre"),
        ("En compagnie de [Kamenev](Person), [Zinoviev](Person) fut élu au [Soviet](Soviet).", "Zinoviev"),
    ],
)
def test_two_names_with_only_a_comma_between_are_no_list_of_subjects(marked, subject):
    found = claims_in(marked, rule("{s:P+} fut élu au {o:S}"))
    assert [claim.subject for claim in found] == [subject]


@pytest.mark.parametrize(
    ("marked", "subjects"),
    [
        ("Le frère de [Lénine](Person), [Alexandre](Person), fut pendu.", ["Alexandre"]),
        ("L'épouse de [Trotsky](Person), [Natalia Sedova](Person), mourut en exil.", ["Natalia Sedova"]),
        ("Contre l'avis de [Lénine](Person), [Zinoviev](Person) et [Kamenev](Person) démissionnèrent.",
         ["Zinoviev", "Kamenev"]),
    ],
)  # fmt: skip
def test_a_complement_before_the_subject_is_no_subject(marked, subjects):
    found = claims_in(marked, rule("{s:P+}(?:, [^,]{0,90},|,)? (?:fut pendu|mourut|démissionnèrent)", "smo:died"))
    assert [claim.subject for claim in found] == subjects


@pytest.mark.parametrize(
    "marked",
    [
        "[Natalia Sedova](Person), épouse de [Trotsky](Person), mourut en exil.",
        "[Natalia Sedova](Person), qui avait suivi [Trotsky](Person) à Prinkipo, mourut en exil.",
    ],
)
def test_the_subject_reaches_over_an_aside_that_names_another(marked):
    assert only(marked, rule("{s:P}(?:, [^,]{0,90},)? mourut", "smo:died")).subject == "Natalia Sedova"


def test_nobody_is_claimed_of_himself():
    assert claims_in("[Levi](Person) épousa [Levi](Person).", rule("{s:P} épousa {o:P}", "smo:relativeOf")) == []


def test_a_claim_may_have_no_object():
    assert only("[Levi](Person) mourut.", rule("{s:P} mourut", "smo:died")).object == ""


def test_the_surer_of_two_rules_is_kept_whatever_their_order():
    weak, strong = rule("{s:P} adhéra au {o:A}", id_="weak", sure=0.5), rule("{s:P} adhéra au {o:A}", id_="strong")
    for rules in ((weak, strong), (strong, weak)):
        assert only("[Levi](Person) adhéra au [KPD](Party).", *rules).rule == "strong"


def test_of_two_equally_sure_the_dated_is_kept():
    marked = (
        "[Levi](Person) adhéra au [KPD](Party). Ce même [Levi](Person) (membre du [KPD](Party), [1919](Date:1919))."
    )
    dated = rule(r"{s:P} \(membre du {o:A}, {d}\)", id_="dated")
    assert only(marked, JOIN, dated).rule == "dated"


def test_a_rule_whose_date_has_no_value_claims_nothing():
    assert claims_in("[Levi](Person) naquit le [11 mars](Date).", rule("{s:P} naquit le {d}", "smo:born")) == []


# --- polarity


@pytest.mark.parametrize(
    "marked",
    [
        "[Martov](Person) n'adhéra pas au [Parti](Party).",
        "[Martov](Person) n'adhéra jamais au [Parti](Party).",
        "[Martov](Person) n’adhéra jamais au [Parti](Party).",
        "[Martov](Person) n'a jamais adhéré au [Parti](Party).",
        "[Martov](Person) n'a plus adhéré au [Parti](Party).",
        "[Martov](Person) n'adhéra point au [Parti](Party).",
        "Ni [Dan](Person) ni [Martov](Person) n'adhérèrent au [Parti](Party).",
    ],
)
def test_a_negation_denies(marked):
    assert [claim.polarity for claim in claims_in(marked)] == ["smv:denied"]


@pytest.mark.parametrize(
    "marked",
    [
        "[Martov](Person) n'adhéra ni à l'[IC](Organisation) ni au [KPD](Party).",
        "[Martov](Person) n'adhéra ni à la [Ligue](Organisation) ni au [KPD](Party).",
    ],
)
def test_neither_nor_denies_both(marked):
    assert [claim.polarity for claim in claims_in(marked)] == ["smv:denied", "smv:denied"]


def test_neither_nor_with_a_contracted_article_denies_both():
    found = claims_in("[Martov](Person) n'adhéra ni au [KPD](Party) ni au [SPD](Party).")
    assert [claim.polarity for claim in found] == ["smv:denied", "smv:denied"]


@pytest.mark.parametrize(
    "marked",
    [
        "[Martov](Person) n'adhéra qu'au [POSDR](Party).",
        "[Trotsky](Person) n'adhéra au [Parti](Party) qu'en [1917](Date:1917).",
        "[Martov](Person) adhéra au [POSDR](Party), non au [KPD](Party).",
        "Nul n'en doutait, [Martov](Person) adhéra au [POSDR](Party).",
        "Il ne vint pas, [Martov](Person) adhéra au [POSDR](Party).",
        "[Martov](Person) adhéra au [POSDR](Party) ; il n'y resta pas.",
    ],
)
def test_only_that_and_the_negation_of_another_clause_affirm(marked):
    assert [claim.polarity for claim in claims_in(marked)] == ["smv:affirmed"]


def test_a_negation_of_another_verb_before_and_does_not_deny():
    assert only("La police ne vint pas et [Martov](Person) adhéra au [POSDR](Party).").polarity == "smv:affirmed"


@pytest.mark.parametrize("start", ["Si", "si", "Certes, si", "Tout eût changé comme si", "Et si", "Comme si"])
def test_a_hypothesis_is_denied_and_conditional(start):
    claim = only(f"{start} [Martov](Person) avait adhéré au [Parti](Party), tout changeait.")
    assert (claim.polarity, claim.stance) == ("smv:denied", "smv:conditional")


def test_as_if_is_a_hypothesis():
    claim = only("Tout se passa comme si [Martov](Person) avait adhéré au [Parti](Party).")
    assert (claim.polarity, claim.stance) == ("smv:denied", "smv:conditional")


def test_a_hypothesis_ends_with_its_clause():
    claim = only(
        "Si la guerre durait, [Martov](Person) adhéra pourtant au [Parti](Party).",
        rule("{s:P} adhéra pourtant au {o:A}"),
    )
    assert (claim.polarity, claim.stance) == ("smv:affirmed", "")


def test_so_before_an_adjective_is_no_hypothesis():
    claim = only("Ainsi [Martov](Person) adhéra au [Parti](Party).")
    assert (claim.polarity, claim.stance) == ("smv:affirmed", "")


@pytest.mark.parametrize("verb", ["aurait adhéré"])
def test_a_conditional_is_marked(verb):
    found = claims_in(f"[Martov](Person) {verb} au [Parti](Party).", rule("{s:P} [^<>]*adhéré au {o:A}"))
    assert [(claim.polarity, claim.stance) for claim in found] == [
        ("smv:affirmed", "smv:conditional" if "aurait" in verb else "")
    ]


@pytest.mark.parametrize(
    "before",
    ["Il voulait que", "Il proposa que", "On demanda que", "Ils exigèrent que", "Il fallait éviter que",
     "On craignait qu'en cas de refus", "afin d'obtenir que", "pour que", "Il espérait que"],
)  # fmt: skip
def test_what_is_only_planned_or_asked_is_no_claim(before):
    assert claims_in(f"{before} [Martov](Person) adhère au [Parti](Party).") == []


@pytest.mark.parametrize(
    "before", ["On apprit que", "Il voulait la paix ;", "Il demanda grâce, puis", "Le projet échoua :"]
)
def test_what_happened_is_claimed(before):
    assert len(claims_in(f"{before} [Martov](Person) adhéra au [Parti](Party).")) == 1


def test_a_plan_that_ended_before_another_name_is_none():
    masked = "Il voulait revoir <P0>, mais <P1> adhéra au <A2>."
    match = re.search(r"<P1> adhéra au <A2>", masked)
    assert match is not None
    assert not is_planned(masked, match)


# --- whose word


@pytest.mark.parametrize(
    "marked",
    [
        "Selon [Broué](Person), [Levi](Person) adhéra au [KPD](Party).",
        "D'après [Broué](Person), [Levi](Person) adhéra au [KPD](Party).",
        "D’après l’historien [Broué](Person), [Levi](Person) adhéra au [KPD](Party).",
        "Pour [Broué](Person), [Levi](Person) adhéra au [KPD](Party).",
        "Aux dires de [Broué](Person), [Levi](Person) adhéra au [KPD](Party).",
        "[Broué](Person) affirme que [Levi](Person) adhéra au [KPD](Party).",
        "[Broué](Person) écrit : « [Levi](Person) adhéra au [KPD](Party). »",
        "[Levi](Person) adhéra au [KPD](Party), écrit [Broué](Person).",
        "« [Levi](Person) adhéra au [KPD](Party) », raconte [Broué](Person).",
        "[Levi](Person) adhéra au [KPD](Party), dit [Broué](Person).",
    ],
)
def test_a_reported_claim_names_its_voice(marked):
    claim = only(marked)
    assert (claim.subject, claim.attributed_to, claim.stance) == ("Levi", "Broué", "smv:reported")


@pytest.mark.parametrize(
    "marked",
    [
        "[Levi](Person) adhéra au [KPD](Party).",
        "[Broué](Person) vint. [Levi](Person) adhéra au [KPD](Party).",
        "[Levi](Person) adhéra au [KPD](Party), avec [Broué](Person).",
        "Pour lui, [Levi](Person) adhéra au [KPD](Party).",
    ],
)
def test_the_texts_own_claim_has_no_voice(marked):
    claim = only(marked)
    assert (claim.attributed_to, claim.stance) == ("", "")


def test_the_voice_is_no_subject():
    assert claims_in("Selon [Broué](Person), adhérent au [KPD](Party), rien.", rule("{s:P},? adhérent au {o:A}")) == []


def test_the_voice_is_no_object():
    assert claims_in("[Levi](Person), selon [Broué](Person).", rule("{s:P}, selon {o:P}", "smo:opposedTo")) == []


def test_nobody_reports_a_claim_of_himself():
    claim = only("[Levi](Person) affirme que, dès mai, [Levi](Person) adhéra au [KPD](Party).")
    assert (claim.attributed_to, claim.stance) == ("", "")


def test_a_rules_own_voice_is_stronger_than_the_sentences():
    said = rule("{a:P} : {s:P} adhéra au {o:A}")
    claim = only("Selon [Broué](Person), [Pfemfert](Person) : [Levi](Person) adhéra au [KPD](Party).", said)
    assert claim.attributed_to == "Pfemfert"


def test_a_conditional_that_is_reported_stays_conditional():
    claim = only("Selon [Broué](Person), [Levi](Person) aurait adhéré au [KPD](Party).")
    assert (claim.attributed_to, claim.stance) == ("Broué", "smv:conditional")


def test_find_attribution_gives_the_number():
    assert find_attribution("Selon l'historienne <P7>, <P2> vint.") == 7
    assert find_attribution("<P7> vint.") is None


# --- dates


@pytest.mark.parametrize(
    "marked",
    [
        "[Levi](Person) adhéra en [1919](Date:1919) au [KPD](Party).",
        "[Levi](Person) adhéra au [KPD](Party) en [1919](Date:1919).",
        "[Levi](Person) adhéra au [KPD](Party) ([1919](Date:1919)).",
        "[Levi](Person) adhéra au [KPD](Party) dès [1919](Date:1919), à Berlin.",
        "[Levi](Person) adhéra au [KPD](Party) à la fin de [1919](Date:1919).",
        "En [1919](Date:1919), [Levi](Person) adhéra au [KPD](Party).",
        "En [1919](Date:1919) [Levi](Person) adhéra au [KPD](Party).",
        "[1919](Date:1919). [Levi](Person) adhéra au [KPD](Party).",
        "[1919](Date:1919) : après de longs débats dans la ligue, [Levi](Person) adhéra au [KPD](Party).",
        "En [1919](Date:1919), quand la grève eut cessé dans toute la Ruhr, [Levi](Person) adhéra au [KPD](Party).",
    ],
)
def test_a_claim_has_the_date_inside_near_or_framing_it(marked):
    joined = rule("{s:P} adhéra (?:en <D\\d+> )?au {o:A}")
    assert date_of(marked, joined) == "1919"


@pytest.mark.parametrize(
    "marked",
    [
        "[Levi](Person) adhéra au [KPD](Party). On était loin de [1914](Date:1914).",
        "[Levi](Person) adhéra au [KPD](Party) ; tout cela finit en [1921](Date:1921).",
        "La guerre finit en [1918](Date:1918) ; [Levi](Person) adhéra au [KPD](Party).",
        "[Levi](Person) adhéra au [KPD](Party) sans rien dire de ce qui arriva ensuite en [1921](Date:1921).",
    ],
)
def test_a_date_of_another_clause_is_not_the_claims(marked):
    assert date_of(marked) == ""


def test_the_date_of_a_second_verb_is_not_the_firsts():
    assert date_of("[Levi](Person) adhéra au [KPD](Party) et mourut en [1930](Date:1930).") == ""


@pytest.mark.parametrize(
    "marked",
    [
        "[Lénine](Person) ([1870-1924](Date:1870/1924)) fonda l'[Iskra](Work) en [1900](Date:1900).",
        "[Lénine](Person), né en [1870](Date:1870), fonda l'[Iskra](Work) en [1900](Date:1900).",
    ],
)
def test_the_dates_of_a_life_do_not_date_what_was_done_in_it(marked):
    assert date_of(marked, rule(r"{s:P}(?: \(<D\d+>\)|, [^,]*,)? fonda l'{o:W}", "smo:founded")) == "1900"


@pytest.mark.parametrize(
    ("marked", "pattern", "wanted"),
    [
        (
            "[Trotsky](Person), exclu en [1927](Date:1927), fut déporté à [Alma-Ata](Place) en [1928](Date:1928).",
            "{s:P}(?:, [^,]*,)? fut déporté à {o:L}",
            "1928",
        ),
        (
            "[Zinoviev](Person) (né en [1883](Date:1883)), président du [Komintern](Organisation) ([1919](Date:1919))",
            r"{s:P}(?: \([^()]*\))?, président du {o:O}",
            "1919",
        ),
    ],
)
def test_the_date_right_after_a_claim_goes_before_one_in_an_aside(marked, pattern, wanted):
    assert date_of(marked, rule(pattern, "smo:wasIn")) == wanted


def test_a_date_without_a_value_dates_nothing():
    assert date_of("[Levi](Person) adhéra au [KPD](Party) le [22](Date).") == ""


def test_the_rules_own_date_is_stronger_than_one_nearby():
    born = rule("{s:P} naquit le {d}", "smo:born")
    assert (
        date_of("En [1930](Date:1930), [Levi](Person) naquit le [11 mars 1883](Date:1883-03-11).", born) == "1883-03-11"
    )


# --- the weaker reading


BASE = FoundClaim("levi", "smo:memberOf", "kpd", 0, 9, "r", 0.8)


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        ("memberOf", "holdsOffice"),
        ("memberOf", "leftOrExpelledFrom"),
        ("memberOf", "founded"),
        ("wasIn", "bornIn"),
        ("wasIn", "diedIn"),
    ],
)
def test_the_weaker_of_two_readings_is_dropped(weak, strong):
    weaker, stronger = replace(BASE, predicate=f"smo:{weak}"), replace(BASE, predicate=f"smo:{strong}")
    assert drop_weaker([weaker, stronger]) == drop_weaker([stronger, weaker]) == [stronger]


def test_a_death_is_dropped_where_the_killer_is_named():
    died, killed = (
        replace(BASE, predicate="smo:died", object=""),
        replace(BASE, predicate="smo:killedBy", object="freikorps"),
    )
    assert drop_weaker([died, killed]) == [killed]


def test_membership_elsewhere_or_of_another_stays():
    office = replace(BASE, predicate="smo:holdsOffice", object="spd")
    other = replace(BASE, predicate="smo:holdsOffice", subject="zetkin")
    assert drop_weaker([BASE, office, other]) == [BASE, office, other]


def test_an_office_without_a_body_is_dropped_where_the_same_office_has_one():
    bare = replace(BASE, predicate="smo:holdsOffice", object="", role="président")
    whole = replace(bare, object="kpd")
    other = replace(bare, role="député")
    assert drop_weaker([bare, whole, other]) == [whole, other]


def test_a_single_claim_stays():
    assert drop_weaker([BASE]) == [BASE]
    assert drop_weaker([]) == []


# --- roles


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("le président", "président"),
        ("l'ancien président", "président"),
        ("les anciens présidents", "président"),
        ("l’un des secrétaires", "secrétaire"),
        ("ex-ministre", "ministre"),
        ("les secrétaires généraux", "secrétaire général"),
        ("commissaires du peuple", "commissaire du peuple"),
        ("hauts commissaires", "haut commissaire"),
        ("principaux dirigeants", "principal dirigeant"),
        ("vice-présidents", "vice-président"),
        ("rédacteurs en chef", "rédacteur en chef"),
        ("commissaire aux Affaires étrangères", "commissaire aux Affaires étrangères"),
        ("directeur des travaux", "directeur des travaux"),
        ("alors secrétaire ", "secrétaire"),
        ("fils", "fils"),
        ("", ""),
    ],
)
def test_a_role_is_in_the_singular_without_article_and_former(words, role):
    assert clean_role(words) == role


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("premiers secrétaires", "premier secrétaire"),
        ("premiers ministres", "premier ministre"),
        ("secrétaires nationaux", "secrétaire national"),
        ("membres suppléants", "membre suppléant"),
        ("délégués permanents", "délégué permanent"),
        ("beaux-frères", "beau-frère"),
        ("neveux", "neveu"),
    ],
)
def test_all_words_of_a_role_are_in_the_singular(words, role):
    assert clean_role(words) == role


@pytest.mark.parametrize("words", ["commis", "époux", "bras droit", "président", "sous-secrétaire d'État"])
def test_a_singular_that_ends_in_s_or_x_stays(words):
    assert clean_role(words) == words


def test_a_rules_own_role_is_stronger_than_the_words():
    named = rule(r"(?P<role>l'animateur) du {o:A},? {s:P}", "smo:holdsOffice", role="dirigeant")
    assert only("l'animateur du [KPD](Party), [Levi](Person)", named).role == "dirigeant"


def test_a_role_comes_from_the_words_of_the_match():
    assert only("les anciens présidents du [KPD](Party), [Levi](Person)", HEAD).role == "président"


@pytest.mark.parametrize("words", ["L'ancien président", "Ancien président", "Les présidents"])
def test_a_role_that_opens_a_sentence_is_cleaned_too(words):
    assert clean_role(words).lower() == "président"


@pytest.fixture
def offices(monkeypatch):
    rows = [Office("secrétaire général", "smv:general-secretary", 2), Office("secrétaire", "smv:secretary", 3)]
    monkeypatch.setattr(roles_module, "read_offices", lambda: tuple(rows))


@pytest.mark.parametrize(
    ("role", "concept"),
    [
        ("secrétaire général", "smv:general-secretary"),
        ("secrétaire du district", "smv:secretary"),
        ("Secretaire", "smv:secretary"),
        ("ouvrier", ""),
        ("", ""),
    ],
)
def test_an_office_is_known_by_its_first_words(offices, role, concept):
    assert find_office(role) == concept


def test_an_office_is_a_whole_word(offices):
    assert find_office("secrétairerie d'État") == ""
