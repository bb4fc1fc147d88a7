"""Verb forms in, infinitives and moods out: what the trained lemmatizer guesses wrong for verbs it has not met.

History books tell in the simple past, the future and the imperfect, with verbs that treebanks rarely hold
("publieront", "fusilla"). Regular forms are undone by their endings against a list of infinitives; irregular ones stand
in a table. The same lists tell the conditional ("voterait") from the imperfect ("entrait"). Both lie in the model
(``vocab/lookups.bin``); a model without them keeps its own lemmas.
"""

from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import Final

from spacy import symbols
from spacy.language import Language
from spacy.tokens import Doc, Token

INFINITIVES: Final = "smolny_infinitives"
FORMS: Final = "smolny_verb_forms"

_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient")
_PARTICIPLE = ("", "e", "s", "es")
# endings of the first and of the second group, longest first
FIRST_GROUP: Final = tuple(
    sorted(
        (
            *"e es ons ez ent ais ait ions iez aient ai as a âmes âtes".split(),
            *"èrent ant asse asses ât assions assiez assent".split(),
            *(f"er{ending}" for ending in _FUTURE),
            *(f"é{ending}" for ending in _PARTICIPLE),
        ),
        key=len,
        reverse=True,
    )
)
SECOND_GROUP: Final = tuple(
    sorted(
        (
            *"is it issons issez issent issais issait issions issiez".split(),
            *"issaient îmes îtes irent issant isse isses ît".split(),
            *(f"ir{ending}" for ending in _FUTURE),
            *(f"i{ending}" for ending in _PARTICIPLE),
        ),
        key=len,
        reverse=True,
    )
)


def find_infinitive(form: str, infinitives: Container[str]) -> str:
    """Return the infinitive of a regular verb form in lower case, ``""`` where no verb of ``infinitives`` has it."""
    if form in infinitives:
        return form
    return next((candidate for candidate in _list_candidates(form) if candidate in infinitives), "")


def _list_candidates(form: str) -> Iterator[str]:
    for ending in FIRST_GROUP:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            yield from _list_stems(form.removesuffix(ending))
    for ending in SECOND_GROUP:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            yield f"{form.removesuffix(ending)}ir"


def _list_stems(stem: str) -> Iterator[str]:
    """Yield the infinitives in -er whose stem can change to ``stem``: forçait, dirigea, mène, jette, envoie."""
    yield f"{stem}er"
    if stem.endswith("ç"):
        yield f"{stem[:-1]}cer"
    if stem.endswith("ge"):
        yield f"{stem[:-1]}er"
    if stem.endswith("i"):
        yield f"{stem[:-1]}yer"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in "lt":
        yield f"{stem[:-1]}er"
    accent = stem.rfind("è")
    if accent > 0:
        yield f"{stem[:accent]}e{stem[accent + 1 :]}er"
        yield f"{stem[:accent]}é{stem[accent + 1 :]}er"


def find_mood(form: str, infinitives: Container[str], infinitive: str = "") -> str:
    """Return ``"Cnd"`` or ``"Fut"`` where a form in lower case has such an ending after an infinitive, else ``""``.

    ``infinitive`` is that of an irregular form ("viendrait"), whose stem is no infinitive.
    """
    for ending, mood in _MOODS:
        base = form.removesuffix(ending)
        if base == form or not base.endswith("r"):
            continue
        # "mourait" is no conditional, "mourrait" is
        irregular = infinitive and (base.endswith("rr") or not infinitive.endswith(("rir", "rer")))
        if irregular or base in infinitives or f"{base}e" in infinitives:
            return mood
    return ""


_MOODS: Final = (
    *((ending, "Cnd") for ending in ("aient", "ais", "ait", "ions", "iez")),
    *((ending, "Fut") for ending in ("ai", "as", "a", "ons", "ez", "ont")),
)
_FEATURES: Final = {"Cnd": ("Cnd", "Pres"), "Fut": ("Ind", "Fut")}


@Language.factory(
    "smolny_verbs", assigns=["token.lemma", "token.morph"], requires=["token.pos", "token.lemma", "token.morph"]
)
def create_verbs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that corrects verbs' lemmas and moods; it does nothing on a model without the two lists."""
    lookups = nlp.vocab.lookups
    if not lookups.has_table(INFINITIVES):
        return _keep_lemmas
    infinitives, forms = frozenset(lookups.get_table(INFINITIVES)[INFINITIVES]), lookups.get_table(FORMS)

    @lru_cache(maxsize=20_000)
    def analyse(form: str) -> tuple[str, str]:
        irregular = forms.get(form, "")
        return irregular or find_infinitive(form, infinitives), find_mood(form, infinitives, irregular)

    def correct_verbs(doc: Doc) -> Doc:
        for token in doc:
            if token.pos in _VERBS:
                form = token.lower_
                infinitive, mood = analyse(form)
                if infinitive and (token.lemma_ not in infinitives or form in infinitives or form in forms):
                    token.lemma_ = infinitive
                if mood and token.morph.get("Mood", []) != [_FEATURES[mood][0]]:
                    _set_mood(token, *_FEATURES[mood])
        return doc

    return correct_verbs


_VERBS: Final = frozenset((symbols.VERB, symbols.AUX))


def _set_mood(token: Token, mood: str, tense: str) -> None:
    kept = {name: value for name, value in token.morph.to_dict().items() if name in {"Number", "Person"}}
    features = {**kept, "Mood": mood, "Tense": tense, "VerbForm": "Fin"}
    token.set_morph(features)  # type: ignore[attr-defined]


def _keep_lemmas(doc: Doc) -> Doc:
    return doc
