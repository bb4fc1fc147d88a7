"""French wordings as they are said before a name: contracted articles, "en" before countries, elisions."""

import pytest

from api.articles import lead


@pytest.mark.parametrize(
    ("wording", "name", "path", "said"),
    [
        ("né à", "Belgique", "place/belgique", "né en Belgique"),
        ("né à", "Bruxelles", "place/bruxelles", "né à Bruxelles"),
        ("a été à", "Mexique", "place/mexique", "a été au Mexique"),
        ("a été à", "États-Unis", "place/etats-unis", "a été aux États-Unis"),
        ("a été à", "Ukraine", "place/ukraine", "a été en Ukraine"),
        ("a été à", "Afghanistan", "place/afghanistan", "a été en Afghanistan"),
        ("a été à", "Caucase", "place/caucase", "a été au Caucase"),
        ("a été à", "Petrograd", "place/petrograd", "a été à Petrograd"),
        ("a été à", "URSS", "place/urss", "a été en URSS"),
        ("membre de", "Parti bolchevique", "party/parti-bolchevique", "membre du Parti bolchevique"),
        ("membre de", "Internationale communiste", "organisation/ic", "membre de l'Internationale communiste"),
        ("membre de", "Tchéka", "organisation/tcheka", "membre de la Tchéka"),
        ("membre de", "Jeunesses communistes", "organisation/j", "membre des Jeunesses communistes"),
        ("membre de", "Octobristes", "party/octobristes", "membre d'Octobristes"),
        ("a participé à", "IIe Congrès des soviets", "event/x", "a participé au IIe Congrès des soviets"),
        ("a participé à", "IIe Conférence", "event/x", "a participé à la IIe Conférence"),
        ("opposé à", "Lénine", "person/lenine", "opposé à Lénine"),
        ("a fondé", "Parti ouvrier", "party/x", "a fondé le Parti ouvrier"),
        ("tué par", "Tchéka", "organisation/tcheka", "tué par la Tchéka"),
    ],
)
def test_wordings_before_names(wording, name, path, said):
    assert lead(wording, name, f"https://example.org/id/{path}") + name == said
