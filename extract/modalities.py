"""What the words around a claim make of it: denied, conditional, planned, reported, and in whose word.

In: a masked sentence (see :mod:`extract.claims`) and a rule's match in it. Out: polarity, stance, the voice.
"""

import re

# "ne … pas", "n'a jamais", "ni … ne"; "ne … que" affirms
_NEGATION = re.compile(
    r"\b(?:ne|n|N|Ne) (?!(?:[^,;<>]{0,25}) que )[^,;<>]{0,40}?"
    r"\b(?:pas|jamais|plus|point|guère|nullement|aucune?|rien)\b"
    r"|\bni (?:<[A-Z]\d+>|l|à|de|d['’]|au|du|en)"
    r"|\b(?:ni(?:e|a|ait|ent|èrent|er|ant)|dément(?:it|ait|i)?) (?:s['’])?(?:avoir|être)\b|\bfaux qu(?:e |['’])"
    r"|\bsans (?:être|avoir|jamais)\b|\bjamais (?:membre|adhér)|\bcess\w+ d['’]être\b"
)
_HEARSAY = re.compile(
    r"\b(?:[Oo]n (?:prétend|prétendit|prétendait|dit|disait|raconte|racontait)|[Ii]l paraît"
    r"|dit-on|paraît-il|semble-t-il|[Ss]elon (?:d['’]autres|certaine?s|les|ses|la plupart|plusieurs|des))\b"
)
_NEITHER = re.compile(r"\bni (?:de |d['’]|du |à |au |en )?$")
_INSERTION = re.compile(r",[^,]*,")
_OPENING = (":", ";", "(", ".", "–", "—")
"""Marks with which a match begins a clause of its own: what stands before them denies nothing after them."""
_OTHER_VERB = re.compile(r".*\b(?:et|mais|puis) ")
_CONDITIONAL = re.compile(r"\b(?:aur(?:ait|aient|ais)|ser(?:ait|aient|ais)|devr(?:ait|aient)|pourr(?:ait|aient))\b")
_HYPOTHESIS = re.compile(
    r"(?:^|[,;:(«] ?|\b(?:comme|que|et) )(?:[Ee]t |[Cc]omme |[Mm]ais |[Mm]ême )?"
    r"[Ss](?:i |['’]il|i <)(?![^,;]{0,40}\b(?:ignor|sa(?:it|vai)|reconna|admet)\w*[^,;]{0,20} qu(?:e |['’]))[^,;]*$"
)
_PLAN = re.compile(
    r"\b(?:vou(?:lai|lu|dr)\w*|envisag\w+|propos\w+|tent\w+ d[e'’]|projet\w*|refus\w+|menac\w+|menaç\w+|risqu\w+"
    r"|demand\w+|exig\w+|réclam\w+|afin d[e'’]|pour que|préconis\w+|instruire|empêch\w+|évit\w+|question d[e'’]"
    r"|en cas d[e'’]|candidat\w*|espér\w+|souhait\w+|devai(?:t|ent))\b[^,;:.<>]{0,30}$"
)


def find_modality(sentence: str, match: re.Match[str]) -> tuple[str, str]:
    """Return (polarity, stance) of a match by the words in and just before it."""
    clause_start = max(sentence.rfind(mark, 0, match.start()) for mark in (",", ";", ":", "(", ")")) + 1
    opens = match.group().startswith(_OPENING)
    before = "" if opens else _OTHER_VERB.sub("", sentence[clause_start : match.start()])
    inside = _INSERTION.sub("", match.group())
    if _HYPOTHESIS.search(sentence[: match.start()] + ("" if not inside.startswith("<") else "<")):
        return "smv:denied", "smv:conditional"
    negated = _NEGATION.search(before[-40:] + inside) or _NEITHER.search(sentence[: match.start()])
    stance = "smv:conditional" if _CONDITIONAL.search(inside) else ""
    stance = stance or ("smv:reported" if _HEARSAY.search(sentence, *find_clause(sentence, match)) else "")
    return ("smv:denied" if negated else "smv:affirmed"), stance


def is_planned(sentence: str, match: re.Match[str]) -> bool:
    """Return whether the match only says what someone wants, asks or fears: no claim that it happened."""
    return bool(_PLAN.search(sentence[max(0, match.start() - 60) : match.start()]))


_SAY = (
    r"(?:écri(?:t|vit|vait|ra|vent|virent)|affirm(?:e|a|ait|ent)|racont(?:e|a|ait|ent)|rapport(?:e|a|ait|ent)"
    r"|prétend(?:it|ait|ent)?|soutien(?:t|nent)|soutint|assur(?:e|a|ait)|not(?:e|a|ait)|estim(?:e|a|ait|ent)"
    r"|déclar(?:e|a|ait)|signal(?:e|a|ait)|témoign(?:e|a|ait)|expliqu(?:e|a|ait|ent)|précis(?:e|a|ait)|rappel(?:le|a|ait))"
)
_ATTRIBUTION = re.compile(
    r"(?:^Pour|\b[Ss]elon|\b[Dd]['’]après|\b[Aa]ux dires de|[Dd]e l['’]aveu de) "
    r"(?:l['’]historien(?:ne)? |le |la )?<P(\d+)> ?[,:]"
    rf"|<P(\d+)>(?: lui-même)? {_SAY}(?:[^,;:<>]{{0,25}})(?: que | qu['’]| : ?«)"
    rf"|[,»”] ?(?:{_SAY}|dit|dira)(?:-il| ainsi| encore)? <P(\d+)>"
)
_VOICE = re.compile(
    r"((?:^Pour|\b[Ss]elon|[Dd]['’]après|[Aa]ux dires de|[Dd]e l['’]aveu de) "
    r"(?:l['’]historien(?:ne)? |le |la )?)<P(\d+)>"
)


def mask_voices(sentence: str) -> str:
    """Return the sentence with "Selon <P1>," as "Selon <V1>,": a voice is no subject, and no rule's slot takes V."""
    return _VOICE.sub(r"\1<V\2>", sentence)


def find_clause(sentence: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the span between the semicolons around a match: what one voice says, another may not."""
    end = sentence.find(";", match.end())
    return sentence.rfind(";", 0, match.start()) + 1, end if end >= 0 else len(sentence)


def find_attribution(sentence: str, start: int = 0, end: int | None = None) -> int | None:
    """Return the number of the person whose word a masked sentence reports, or None for the source's own."""
    match = _ATTRIBUTION.search(sentence, start, len(sentence) if end is None else end)
    return next((int(number) for number in match.groups() if number), None) if match else None


def find_voice(spoken: str, part: int) -> tuple[int | None, bool]:
    """Return (number of the person whose word it is or None, hearsay) for a stretch between semicolons."""
    parts = spoken.split(";")
    clause = parts[min(part, len(parts) - 1)]
    return find_attribution(clause), bool(_HEARSAY.search(clause))
