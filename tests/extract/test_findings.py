"""Both finders of claims together: each claim once, dates widened, offices given their body, pronouns their person."""

import pytest

from extract import claim_dates, findings
from extract.claims import Argument, FoundClaim
from extract.findings import find_sentence_claims, merge
from extract.marked import read_marked
from extract.model import When
from extract.pipeline import make_document, read
from extract.syntax import Syntax, parse_paragraphs


def claim(subject: str = "a", predicate: str = "smo:memberOf", object_: str = "b", **details) -> FoundClaim:
    return FoundClaim(subject, predicate, object_, 0, 1, details.pop("rule", "r"), 0.8, **details)


def claims_in(marked: str, *, earlier: tuple[str, ...] = (), genders: dict[str, str] | None = None) -> list[FoundClaim]:
    text, marks = read_marked(marked)
    arguments = [
        Argument(mark.start, mark.end, mark.kind, "" if mark.kind == "Date" else text[mark.start : mark.end],
                 When(mark.value, mark.value, mark.value) if mark.value else None)
        for mark in marks
    ]  # fmt: skip
    syntax = Syntax()
    assert list(syntax.keep(parse_paragraphs(text, ())))
    before = [Argument(0, 0, "Person", name) for name in earlier]
    return find_sentence_claims(
        text, (0, len(text)), arguments, syntax.words(0, len(text)), None, before, genders or {}
    )


def triples(marked: str, **context) -> set[tuple[str, str, str]]:
    return {(one.subject, one.predicate, one.object) for one in claims_in(marked, **context)}


def test_what_both_finders_say_counts_once():
    found = claims_in("[Cachin](Person) adhéra à l'[Internationale communiste](Organisation).")
    assert [one.subject for one in found if one.predicate == "smo:memberOf"] == ["Cachin"]


def test_a_frames_date_fills_the_gap_of_a_pattern():
    dated = claim(when=When("1920"), rule="frame")
    assert [one.when for one in merge([claim()], [dated])] == [When("1920")]


def test_a_date_that_a_pattern_gave_stays():
    assert [one.when for one in merge([claim(when=When("1919"))], [claim(when=When("1920"))])] == [When("1919")]


def test_an_alliance_the_other_way_round_is_the_same():
    there, back = claim("a", "smo:alliedWith", "b"), claim("b", "smo:alliedWith", "a")
    assert merge([there], [back]) == [there]


def test_an_opposition_the_other_way_round_is_another():
    there, back = claim("a", "smo:opposedTo", "b"), claim("b", "smo:opposedTo", "a")
    assert merge([there], [back]) == [there, back]


def test_a_question_states_nothing():
    assert triples("[Cachin](Person) adhéra-t-il à l'[Internationale](Organisation) ?") == set()
    assert triples("[Cachin](Person) adhéra à l'[Internationale](Organisation) ?") == set()
    assert triples("([Cachin](Person) adhéra à l'[Internationale](Organisation) ?)") == set()


def test_a_list_of_persons_goes_on_over_titles_with_adjectives():
    by = "par le comte [Levi](Person), le prince [Serge](Person) et le député royaliste [Radek](Person)"
    found = triples(f"[Varlin](Person) fut assassiné {by}.")
    assert {one[2] for one in found if one[1] == "smo:killedBy"} == {"Levi", "Serge", "Radek"}


@pytest.mark.parametrize(
    "marked",
    [
        "[Istrati](Person) séjourna en [URSS](Place) entre fin [1927](Date:1927) et début [1929](Date:1929).",
        "[Istrati](Person) séjourna en [URSS](Place) de [1927](Date:1927) à [1929](Date:1929).",
    ],
)
def test_two_dates_that_bound_a_time_date_the_claim_together(marked):
    (found,) = claims_in(marked)
    assert found.when is not None
    assert (found.when.edtf, found.when.earliest, found.when.latest) == ("1927/1929", "1927", "1929")


def test_a_list_whose_verb_is_said_once_goes_on():
    marked = (
        "[Rakovski](Person) fut envoyé à [Astrakhan](Place), [Smilga](Person) à [Naryn](Place) "
        "et [Smirnov](Person) en [Arménie](Place)."
    )
    assert triples(marked) >= {
        ("Rakovski", "smo:wasIn", "Astrakhan"),
        ("Smilga", "smo:wasIn", "Naryn"),
        ("Smirnov", "smo:wasIn", "Arménie"),
    }


def test_an_office_in_a_list_of_members_is_one_in_their_body():
    marked = "Des membres du [Comité](Organisation), deux parlèrent ([Petrov](Person), le président, et un autre)."
    assert ("Petrov", "smo:holdsOffice", "Comité") in triples(marked)


def test_an_object_pronoun_means_the_only_other_person():
    assert ("Zetkin", "smo:alliedWith", "Levi") in triples("[Zetkin](Person) le soutint.", earlier=("Levi",))


def test_an_object_pronoun_between_two_others_means_nobody():
    assert triples("[Zetkin](Person) le soutint.", earlier=("Levi", "Brandler")) == set()


def test_an_object_pronoun_agrees():
    assert triples("[Levi](Person) la soutint.", earlier=("Brandler",), genders={"Brandler": "m"}) == set()


def test_a_planned_deed_is_no_claim():
    found = triples("[Zinoviev](Person) proposa d'exclure [Levi](Person) du [KPD](Party).")
    assert "smo:leftOrExpelledFrom" not in {predicate for _, predicate, _ in found}


def test_a_word_after_selon_is_whose_word_it_is():
    (found,) = claims_in("Selon [Broué](Person), [Levi](Person), qui souffrait, quitta le [KPD](Party).")
    assert (found.attributed_to, found.stance) == ("Broué", "smv:reported")


# --- questions, kinds of works, dates that name


def test_a_question_states_only_what_a_relative_clause_within_it_says():
    marked = "[Babine](Person), qui prit la parole au [congrès de Tarente](Event), l'aurait-il convaincue ?"
    (found,) = claims_in(marked)
    assert (found.subject, found.predicate, found.object) == ("Babine", "smo:participatedIn", "congrès de Tarente")
    assert claims_in("[Babine](Person) prit-il la parole au [congrès de Tarente](Event) ?") == []


def test_memoirs_with_a_title_after_them_are_no_work_of_their_own():
    found = claims_in("[Babine](Person) le raconte dans ses [Mémoires](Work), [La Ville debout](Work).")
    assert "Mémoires" not in [claim.object for claim in found]
    assert [claim.object for claim in claims_in("[Babine](Person) le raconte dans ses [Mémoires](Work).")] == [
        "Mémoires"
    ]


@pytest.mark.parametrize(("date", "count"), [("1892", 0), ("septembre 1892", 1)])
def test_a_year_after_de_is_part_of_a_meetings_name_a_month_is_not(date, count):
    value = {"1892": "1892", "septembre 1892": "1892-09"}[date]
    found = claims_in(f"[Babine](Person) vota au [congrès de Tarente](Event) de [{date}](Date:{value}).")
    assert [claim.predicate for claim in found].count("smo:occurredOn") == count


def test_a_sentence_is_looked_at_once_however_long_the_text(monkeypatch):
    seen: list[int] = []
    real = findings.find_clauses
    monkeypatch.setattr(findings, "find_clauses", lambda items: seen.append(len(items)) or real(items))
    sentence = "[Cachin](Person) adhéra à l'[Internationale communiste](Organisation)."
    claims_in(sentence)
    once = sum(seen)
    for _ in range(7):
        claims_in(sentence)
    assert sum(seen) == 8 * once


def test_what_happens_but_once_happens_then_not_since():
    since = When("1904-04/..", "1904-04-01", "", text="avril 1904")
    left = claim_dates.close_date(claim(predicate="smo:leftOrExpelledFrom", when=since))
    assert (left.when.edtf, left.when.earliest, left.when.latest) == ("1904-04", "1904-04-01", "1904-04-30")
    member = claim(predicate="smo:memberOf", when=since)
    assert claim_dates.close_date(member) is member


def test_who_joins_a_party_is_no_ally_of_it_beside():
    found = triples("[Nin](Person) se rallia à l'[Opposition de gauche](Party).")
    assert ("Nin", "smo:memberOf", "Opposition de gauche") in found
    assert ("Nin", "smo:alliedWith", "Opposition de gauche") not in found


def test_a_work_whose_author_a_pattern_tells_is_no_other_s():
    told = claim("Serge", "smo:authorOf", "Mémoires")
    other = FoundClaim("Makhno", "smo:authorOf", "Mémoires", 0, 1, "own-work", 0.7)
    assert [one.subject for one in merge([told], [other])] == ["Serge"]


def test_the_subject_after_a_comma_holds_no_office_of_those_on_whom_it_leans():
    found = triples("Aidé par les dirigeants de la [Ligue](Party), [Ordjonikidzé](Person) proclama le projet.")
    assert ("Ordjonikidzé", "smo:holdsOffice", "Ligue") not in found


def test_who_did_not_do_it_there_is_not_denied_to_have_been_there():
    assert not triples("[Mesnard](Person) n'a pas signé le pacte à [Kiev](Place).")
    assert triples("[Mesnard](Person) a signé le pacte à [Kiev](Place).") == {("Mesnard", "smo:wasIn", "Kiev")}


def test_a_clause_after_a_colon_is_denied_by_nothing_before_it():
    found = claims_in(
        "[Mesnard](Person) n'était pas à [Kiev](Place) : [il](Person) passait ses examens à [Lvov](Place)."
    )
    assert {one.object: one.polarity for one in found} == {"Kiev": "smv:denied", "Lvov": "smv:affirmed"}


@pytest.mark.parametrize("noun", ["exclusion", "départ", "retrait"])
def test_whose_exclusion_it_is_leaves_the_body(noun):
    found = {
        (one.subject, one.predicate, one.object)
        for one in read(make_document(f"Victor Serge se tut. Son audace lui valut son {noun} du KPD.")).claims
    }
    assert ("person/victor-serge", "smo:leftOrExpelledFrom", "party/parti-communiste-d-allemagne") in found
