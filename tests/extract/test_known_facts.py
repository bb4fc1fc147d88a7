"""Who wrote a known work or died on a known day is meant by the pronoun; a name stands for itself."""

from extract.claims import Argument, FoundClaim
from extract.edtf import build_when
from extract.known_facts import find_authors, settle_subject
from extract.lexicons import default_lexicon

WORK, AUTHOR, OTHER = "work/bilan-et-perspectives", "person/leon-trotsky", "person/lenine"


def make(subject: str, role: str = "") -> FoundClaim:
    return FoundClaim(subject, "smo:authorOf", WORK, 10, 40, "r", 0.8, role)


def test_the_authority_knows_authors():
    assert find_authors(WORK, default_lexicon()) == (AUTHOR,)
    assert find_authors("work/unknown", default_lexicon()) == ()


def test_a_pronoun_means_the_known_author_where_he_was_told_of():
    settled = settle_subject(make(OTHER), [], {OTHER, AUTHOR}, default_lexicon())
    assert settled is not None
    assert settled.subject == AUTHOR


def test_nothing_is_said_where_the_known_author_was_not_told_of():
    assert settle_subject(make(OTHER), [], {OTHER}, default_lexicon()) is None


def test_a_name_stands_for_itself():
    named = [Argument(12, 18, "Person", OTHER)]
    assert settle_subject(make(OTHER), named, {AUTHOR}, default_lexicon()) == make(OTHER)


def test_translators_and_unknown_works_are_left_alone():
    assert settle_subject(make(OTHER, "traducteur"), [], {AUTHOR}, default_lexicon()) == make(OTHER, "traducteur")


def die(subject: str, day: str) -> FoundClaim:
    return FoundClaim(subject, "smo:died", "", 10, 40, "r", 0.8, when=build_when(day))


def test_the_day_of_a_death_tells_who_died():
    settled = settle_subject(die(AUTHOR, "1924-01-21"), [], {OTHER, AUTHOR}, default_lexicon())
    assert settled is not None
    assert settled.subject == OTHER
    assert settle_subject(die(AUTHOR, "1924-01-21"), [], {AUTHOR}, default_lexicon()) is None


def test_a_death_that_fits_or_is_told_of_by_name_is_left():
    fits = die(AUTHOR, "1940")
    assert settle_subject(fits, [], {OTHER}, default_lexicon()) == fits
    named = [Argument(12, 18, "Person", AUTHOR)]
    assert settle_subject(die(AUTHOR, "1924"), named, {OTHER}, default_lexicon()) == die(AUTHOR, "1924")
