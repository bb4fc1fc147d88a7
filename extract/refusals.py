"""A guess's words in, whether they can name something of a class out: peoples, portfolios, centuries are no names.

What :mod:`extract.borders` asks of every name of the model's.
"""

import re
from typing import Final

_PEOPLES = re.compile(
    r"(?:(?:Anglo|Franco|Austro|Germano|Turco|Russo|Sino|Judéo|Polono|Tchéco|Ibéro|Gréco|Hispano)-)?"
    r"(?:Russ|Allemand|Français|Italien|Espagnol|Chinois|Hongrois|Polonais|Bulgar|Anglais|Britanniqu|Américain|Belg|Suiss"
    r"|Autrichien|Tchèqu|Tchécoslovaqu|Serb|Croat|Roumain|Grec|Finlandais|Finnois|Estonien|Letton|Lituanien|Ukrainien"
    r"|Géorgien|Arménien|Mexicain|Japonais|Indien|Turc|Bavarois|Saxon|Catalan|Basqu|Irlandais|Juif|Cosaqu|Européen|Asiatiqu"
    r"|Balt|Slav|Tatar|Tartar|Soviétiqu|Parisien|Moscovit|Occident(?=aux)|Oriental|Kurd|Ossèt|Abkha[sz](?:ien)?|Kalmouk|Bachkir"
    r"|Kirghiz|Tchétchèn|Hollandais|Néerlandais|Suédois|Norvégien|Danois|Portugais|Canadien|Argentin|Brésilien|Chilien"
    r"|Cubain|Péruvien|Coréen|Mongol|Vietnamien|Indochinois|Annamit|Iranien|Persan|Afghan|Égyptien|Marocain|Algérien"
    r"|Arab|Berbèr|Kabyl|Macédonien|Monténégrin|Slovèn|Slovaqu|Yougoslav|Albanais|Berlinois|Hambourgeois|Viennois"
    r"|Londonien|Lyonnais|Marseillais|Castillan|Andalou|Aragonais|Asturien|Écossais|Gallois|Australien|Prussien|Rhénan"
    r"|Alsacien|Breton|Corse|Flamand|Wallon|Sibérien|Cronstadien|Ouzbek|Turkmèn|Azéri|Azerbaïdjanais|Bessarabien"
    r"|Grands?-Russ(?:ien)?|Petits?-Russ(?:ien)?|Biélorusse|Israélit|Chrétien|Musulman|Junker)(?:ne|e|s|es|nes|x|aux)?$"
)
_PORTFOLIO = re.compile(
    r"(?:Affaires|Travaux|Instruction|Sécurité|Postes|Voies|Industrie|Commerce|Inspection ouvrière$|Assistance|Santé"
    r"|Éducation|Économie|Premier(?! Mai)|Vieille|Ancien)\b(?! générale)"
)
_QUARTERS = frozenset(("Nord", "Sud", "Est", "Ouest", "Orient", "Sud-Est", "Sud-Ouest", "Nord-Est", "Nord-Ouest"))
_NO_NAME: Final = frozenset(
    """
    cher chère noël pâques trinité dieu majesté révolutionnaire socialiste menchevik bolchevik communiste anarchiste
    trotskyste nepman koulak empereur commandement secrétariat transports marine relations finances intérieur
    justice agriculture travail instruction nationalités défense industrie commerce ravitaillement sécurité
    éducation guerre affaires introduction conclusion préface postface bibliographie chapitre tome annexe index
    sommaire notes remerciements prolétaires ouvriers paysans soldats marins travailleurs camarades centenaire
    seul seuls seule seules frère sœur reflux projet salut régime période erreurs douze paradoxe brumaire constituants
    prolétaire mystères héros pogrom déclaration mémorandum soviets conseils comités états état église couronne famine
    thermidor dictature terreur liberté paix pain peuple parlement président constitution capital trésor article bourse
    """.split()
)
"""Capitalised words that stand for no one entity of the class that the model gives them."""
_CENTURY = re.compile(r"\bsiècles?$|^(?:févr|janv|juil|sept|oct|nov|déc)\w+ \d{4}$", re.IGNORECASE)
_STATE = re.compile(r"États?\b(?![- ](?:Unis|major|libre|français))")
_MANY = re.compile(r"(?:Conseils|Comités|Soviets|Commissions|Syndicats)\b")
_STATE_OF = re.compile(r"(?:République|Empire|Royaume) (?!Tchèque|Unie?\b)[A-ZÀ-Þ]")
"""A person after the state whose head he is: "le président de la République Kalinine"."""
_ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,4}$")
_OF_PEOPLE = re.compile(r"\w+s (?:de |du |d['’])")
"""Men of a country: "Cosaques de l'Oural"."""
_BODIES: Final = ("Organisation", "Party", "Soviet")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.[ -]?)+$|(?:I|P)\. ?C\. ")
_NOTION = re.compile(
    r"Thermidor (?!français)|Peuple aux |Front unique$|Nouvelle [Pp]olitique [ée]conomique$|\w{5,}ement$|Sur-le-champ"
)
_SENTENCE = re.compile(r"^[A-ZÀ-Þ][\w-]+ (?:un|une|va|avait|était|fut|nous|vous) ")
_HEADLESS: Final = ("Person", "Place")


def is_people(word: str) -> bool:
    """Return whether a word names a people or its members: "Géorgiens", "Anglo-Français"."""
    return bool(_PEOPLES.match(word))


def is_name(surface: str, kind: str) -> bool:
    """Return whether a guess's words can name something of ``kind``: no people, no portfolio, no century."""
    return bool(
        surface
        and surface[0].isupper()
        and surface not in _QUARTERS
        and not is_people(surface)
        and not _CENTURY.search(surface)
        and not _NOTION.match(surface)
        and not _STATE.match(surface)
        and not (kind in _HEADLESS and "/" in surface)
        and not (kind not in ("Work", "Party") and surface.lower() in _NO_NAME)
        and not (kind in ("Organisation", "Soviet") and _MANY.match(surface))
        and not (kind in ("Place", "Organisation", "Event") and _PORTFOLIO.match(surface))
        and not (kind == "Place" and _STATE_OF.match(surface))
        and not (kind == "Work" and _SENTENCE.search(surface))
        and not (kind == "Person" and (_INITIALS.match(surface) or _ACRONYM.match(surface)))
        and not (kind in (*_BODIES, "Work") and _OF_PEOPLE.match(surface) and is_people(surface.split()[0]))
    )
