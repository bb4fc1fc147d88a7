"""A French wording and the name that follows it in, the wording as it is said before that name out.

"membre de" is "membre du" before "Parti bolchevique" and "né à" is "né en" before "Belgique". A name whose article no
list tells keeps the bare preposition. Used by :mod:`api.sheets` and the pages.
"""

import re
from functools import cache
from typing import Final

from ontology.authority import read_authority

_VOWEL: Final = re.compile(r"[AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒH]", re.IGNORECASE)
_ASPIRATED: Final = re.compile(
    r"(?:Halle|Hambourg|Hanovre|Haye|Havre|Hongrie|Hollande|Ha[ïi]ti|Honduras|Harbin|Hanoï)\b"
)
_ORDINAL: Final = re.compile(
    r"(?:[IVX]+e|Ier|Ire|\d+(?:er|re|e)|Premi(?:er|ère)|Deuxième|Troisième|Quatrième|Cinquième|Seconde?|Grande?|Petite?"
    r"|Nouve(?:au|lle)|Longue) "
)
_MASCULINE: Final = frozenset(
    """
    parti congrès comité soviet front conseil procès commissariat traité groupe gouvernement bureau plénum soulèvement
    secrétariat régiment mouvement bloc institut pacte massacre coup putsch présidium plan centre service siège secours
    cercle directoire zentrum bund komsomol sovnarkom tsentrobalt nkvd guépéou gpu mvd kgb goulag tribunal sénat
    séminaire
    complot pogrom bataillon cartel kuomintang guomindang kominform profintern komintern reichstag leninbund dachnak
    kpd spd pcf pci
    usdp uspd psf posdr corps collège conflit syndicat rassemblement quartier proletkult parlement
    ministère débarquement
    noyau politburo orgburo revkom vikjel printemps krach
    """.split()
)
_FEMININE: Final = frozenset(
    """
    conférence révolution guerre bataille union fédération opposition ligue confédération internationale grève gauche
    révolte section société commission association école université mutinerie famine commune terreur tchéka
    social-démocratie semaine offensive nuit librairie flotte douma division direction croix-rouge bande assemblée armée
    alliance agence action académie troïka usine légion jeunesse garde démocratie coalition chambre brigade colonne paix
    prise organisation insurrection affaire manifestation marche sûreté gestapo reichswehr wehrmacht rada cgt cgtu sfio
    sfic ugt cnt urss makhnovchtchina stavka kommandantur okhrana préfecture scission solidarité communauté expédition
    """.split()
)
_PLURAL: Final = frozenset(
    """
    jeunesses éditions accords journées archives amis forces armées brigades alliés élections empires mutineries grèves
    communistes socialistes-révolutionnaires staliniens trotskystes mencheviks soviets sections comités états-unis
    """.split()
)
_COUNTRIES_WITH_ARTICLE: Final = ("smo:Country", "smo:Region", "smo:Continent")
_MASCULINE_COUNTRIES: Final = frozenset(
    """
    mexique portugal japon canada brésil chili pérou danemark luxembourg maroc liban vietnam cambodge kazakhstan
    turkestan caucase daghestan donbass kouban don tyrol bade brandebourg mecklembourg wurtemberg piémont kurdistan
    tonkin pakistan panama paraguay venezuela zimbabwe soudan congo sénégal
    """.split()
)
_PLURAL_COUNTRIES: Final = frozenset(
    ("états-unis", "pays-bas", "balkans", "indes", "asturies", "ardennes", "philippines")
)
_CONTRACTED: Final = {("de", "le "): "du ", ("à", "le "): "au ", ("de", "les "): "des ", ("à", "les "): "aux "}
_NO_ARTICLE: Final = frozenset(("israël", "cuba", "haïti", "madagascar", "chypre", "malte", "java", "hawaï"))


def lead(wording: str, name: str, iri: str) -> str:
    """Return ``wording`` as it is said before ``name``, the blank included: ``"membre de"`` → ``"membre du "``.

    ``iri`` is the name's, whose path tells what it names (``…/place/…``). Names of persons and works have no article.
    """
    start, _, last = wording.rpartition(" ")
    room = iri.rstrip("/").split("/")[-2] if iri.count("/") > 1 else ""
    if room == "place" and last in ("de", "à"):
        return f"{start} {_before_place(last, name, iri)}"
    article = _find_article(name) if room not in ("person", "work", "place", "") else ""
    return f"{start} {_contract(last, article, name)}".lstrip()


def _before_place(preposition: str, name: str, iri: str) -> str:
    kind = _kinds().get("/".join(iri.rstrip("/").split("/")[-2:]), "")
    first = name.lower().split(" ")[0]
    if kind not in _COUNTRIES_WITH_ARTICLE or first in _NO_ARTICLE:
        return _contract(preposition, "", name)
    if first in _PLURAL_COUNTRIES:
        return _contract(preposition, "les ", name)
    masculine = first in _MASCULINE_COUNTRIES or not re.search(r"e(?:s)?$|^urss$|^rsfsr$", first)
    if preposition == "de":
        return _contract("de", "le " if masculine and not _elides(name) else "", name)
    return "au " if masculine and not _elides(name) else "en "


def _find_article(name: str) -> str:
    """Return the article of a body's or an event's name by its head word, ``""`` where no list has it."""
    words = _ORDINAL.sub("", name).split()
    head = words[0].lower() if words else ""
    if head in _PLURAL:
        return "les "
    if head in _MASCULINE | _FEMININE and _elides(name) and not _ORDINAL.match(name):
        return "l'"
    return "le " if head in _MASCULINE else "la " if head in _FEMININE else ""


def _contract(last: str, article: str, name: str) -> str:
    """Return the last word of a wording with the article: "de", "à" and "le", "les" are one word."""
    if (last, article) in _CONTRACTED:
        return _CONTRACTED[last, article]
    if last == "de" and not article and _elides(name):
        return "d'"
    return f"{last} {article}"


def _elides(name: str) -> bool:
    return bool(_VOWEL.match(name)) and not _ASPIRATED.match(name) and not name.startswith(("Y", "Ou", "On"))


@cache
def _kinds() -> dict[str, str]:
    """Return the class of each place of the authority by the end of its IRI: ``place/belgique``."""
    return {entry.id: entry.kind for entry in read_authority() if entry.room == "place"}
