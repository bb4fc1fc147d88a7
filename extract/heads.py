"""A name's first word in, what it can name out: a body of several words begins with a word for bodies.

"Comité d'action", "Quatrième Armée" begin so; "Effets de la guerre mondiale" and "Ligne générale" do not. Names written
in capitals throughout their words ("Trade Union Congress") and single words need no such head.
"""

import re
from typing import Final

from extract.lexicons import fold

_BODIES = """
    comite comites conseil conseils commission commissions commissariat bureau ligue union federation confederation
    association societe secours secretariat institut academie alliance syndicat syndicats ministere legion brigade
    brigades garde gardes cercle groupe groupes centre presidium directoire amis universite ecole ecoles archives
    bibliotheque musee agence editions librairie banque armee armees division regiment bataillon corps flotte flottille
    escadre mission parlement assemblee senat chambre tribunal cour college club organisation mouvement parti fraction
    opposition tendance internationale jeunesse jeunesses soviet soviets centrale quartier etat-major police service
    section sections gouvernement rada douma front cartel bloc bourse fonds compagnie theatre bund delegation cabinet
    direction administration office caisse cooperative usine usines chancellerie eglise synode presses etat
    quartier-general inspection cellule imprimerie atelier ateliers milice milices detachement regroupement
    rassemblement ateneo junta executif entente puissances empires democratie social-democratie cadets laboratoire
    foyer orphelinat hopital redaction collectif convention consulat ambassade legation intersyndicale freikorps
    chemins croix-rouge croix aide solidarite defense trade trades national the die der workers labour red concile
    chevaliers parquet prefecture
"""
_EVENTS = """
    congres conference conferences plenum revolution revolutions guerre guerres bataille insurrection insurrections
    soulevement revolte mutinerie mutineries putsch proces traite paix armistice accord accords pacte affaire greve
    greves commune siege massacre massacres pogrom pogroms pogrome marche manifestation journee journees nuit crise coup
    complot attentat incendie plan campagne offensive semaine fete exposition seminaire colloque chute prise terreur
    dimanche sommet session rencontre assises expedition retraite appel scission emeute emeutes octobre fevrier
    restauration renaissance anschluss blocus famine seance reunion entrevue
"""
_BEFORE = """
    grand grande grandes petit petite nouveau nouvelle premier premiere deuxieme second seconde troisieme quatrieme
    cinquieme sixieme septieme huitieme neuvieme dixieme haut haute jeune jeunes vieux vieille ex saint sainte libre
"""
HEADS: Final[dict[str, frozenset[str]]] = {
    "Organisation": frozenset(_BODIES.split()),
    "Party": frozenset(_BODIES.split()),
    "Soviet": frozenset(("soviet", "conseil", "comite", "congres", "executif", "section", "presidium", "bureau")),
    "Event": frozenset(_EVENTS.split()),
}
_QUALIFIERS: Final = frozenset(_BEFORE.split())
_SURE: Final = frozenset(
    """
    comite conseil commission commissariat bureau ligue union federation confederation association secretariat
    academie alliance syndicat presidium directoire concile escadrille gouvernement regiment brigade division armee
    """.split()
)
_ORDINAL = re.compile(r"(?:\d+|[IVX]+)(?:er|re|ère|e|ème|°)$")
_SMALL = re.compile(r"\s[a-zà-ÿœ]{4,}")


def has_head(surface: str, kind: str) -> bool:
    """Return whether a name of several words, one of them small, begins with a word that names things of ``kind``."""
    heads = HEADS.get(kind)
    if heads is None or not _SMALL.search(surface):
        return True
    for word in surface.split()[:3]:
        folded = fold(word.split("’")[-1].split("'")[-1])
        if folded in heads or folded.split("-")[0] in heads:
            return True
        if folded not in _QUALIFIERS and not _ORDINAL.match(word):
            return False
    return False


def tells_body(surface: str) -> bool:
    """Return whether a name of several words begins with a word for bodies alone ("Concile de l'Église")."""
    first, _, rest = surface.partition(" ")
    return fold(first) in _SURE and rest[:1].islower()
