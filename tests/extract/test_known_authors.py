"""Who wrote a known work is meant by the pronoun; a text that names another is left to say so."""

from extract.claims import Argument, FoundClaim
from extract.known_authors import find_authors, settle_author
from extract.lexicons import default_lexicon

WORK, AUTHOR, OTHER = "work/bilan-et-perspectives", "person/leon-trotsky", "person/lenine"


def make(subject: str, role: str = "") -> FoundClaim:
    return FoundClaim(subject, "smo:authorOf", WORK, 10, 40, "r", 0.8, role)


def test_the_authority_knows_authors():
    assert find_authors(WORK, default_lexicon()) == (AUTHOR,)
    assert find_authors("work/unknown", default_lexicon()) == ()


def test_a_pronoun_means_the_known_author_where_he_was_told_of():
    settled = settle_author(make(OTHER), [], {OTHER, AUTHOR}, default_lexicon())
    assert settled is not None
    assert settled.subject == AUTHOR


def test_nothing_is_said_where_the_known_author_was_not_told_of():
    assert settle_author(make(OTHER), [], {OTHER}, default_lexicon()) is None


def test_a_name_stands_for_itself():
    named = [Argument(12, 18, "Person", OTHER)]
    assert settle_author(make(OTHER), named, {AUTHOR}, default_lexicon()) == make(OTHER)


def test_translators_and_unknown_works_are_left_alone():
    assert settle_author(make(OTHER, "traducteur"), [], {AUTHOR}, default_lexicon()) == make(OTHER, "traducteur")
