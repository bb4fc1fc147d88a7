"""A lean French tokenizer: a blank pipeline in, the same with tokenization rules out; saved inside the model.

spaCy's own French rules take seconds to load (25,000 hyphenated words in one regular expression). Here a hyphen never
splits a word, but for inverted pronouns ("est-il", "a-t-on"), numbers and months; elisions always split off
("l'URSS", "qu’il"), but for the few words that hold one. The treebanks of Universal Dependencies do the same.
"""

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
PRONOUNS = "je|tu|il|ils|elle|elles|on|ce|nous|vous|moi|toi|lui|leur|le|la|les|y|en|là"
ABBREVIATIONS = """
M. MM. Mme. Mlle. Me. Mgr. Dr. Pr. Ch. Th. Ph. St. Ste. J.-C. p. pp. cf. Cf. op. cit. art. ibid. Ibid. id. éd. éds.
trad. coll. vol. t. chap. ch. fig. n. vs. av. apr. env. etc. suiv. sq. réf. dir. coord. janv. févr. juil.
sept. oct. nov. déc.
""".split()
WHOLE = """
aujourd'hui quelqu'un presqu'île presqu'îles prud'homme prud'hommes prud'homal main-d'œuvre entr'ouvert
entr'ouverte entr'aide c'est-à-dire chef-d'œuvre chefs-d'œuvre n'roll Côte-d'Or Val-d'Oise Villeneuve-d'Ascq
""".split()
# words that look like a verb with an inverted pronoun
HYPHENATED = """
rendez-vous au-delà par-delà là-dessus celui-là celle-là ceux-là celles-là voilà jusque-là vis-à-vis eux-mêmes
va-et-vient chez-soi peut-être garde-là outre-là
""".split()

_ELISION = (
    r"(?<=\b[lLdDcCjJmMnNsStT]['’])(?=\w)",
    r"(?<=\b[qQ]u['’])(?=\w)",
    r"(?<=[sr]qu['’])(?=\w)",
    r"(?<=oiqu['’])(?=\w)",
)
_PREFIXES = (
    *(f"[{mark}]" for mark in r"«»“”„\"‘\[({§*_<>#|~"),
    r"['’](?=\w)", "—", "–", "-(?=[^\\W\\d]{4,})", "…", r"\.\.+", r"\.(?=\w)",
    ",", ";", ":", r"\?", "!", r"\+", "=", r"\)", r"\]", "°", "•",
)  # fmt: skip
_SUFFIXES = (
    *(f"[{mark}]" for mark in r"«»“”„\"\])}*_<>,;:!?|~%€$°•"),
    "…", r"\.\.+", "—", "–", r"(?<=[\w)\]»\"”’'%])(?<![A-ZÀ-Þ])\.", r"(?<=[A-ZÀ-Þ]{2})\.", r"(?<=\d)\.",
    rf"(?<=\w)-(?:t-)?(?:{PRONOUNS})", r"(?<=\w)-", r"(?<=\w)/",
)  # fmt: skip
_INFIXES = (
    *_ELISION, "—", "–", "…", r"\.\.+", r"(?<=\d)-(?=\d)", r"(?<=\w)[,;:!?()«»\[\]/\"“”](?=[^\W\d])",
    r"(?<=[^\W\d])[,;:](?=\d)", r"(?<=[a-zà-ÿ]{2})\.(?=[A-ZÀ-Þ])", r"(?<=[\w)\]])[()\[\]](?=\w)", "¬",
    rf"-(?=(?:{'|'.join(MONTHS)})\b)", r"[*_<>|=]",
)  # fmt: skip


def create_tokenizer(nlp: Language) -> Tokenizer:
    """Return the tokenizer for ``nlp``'s vocabulary."""
    rules = {form: [{"ORTH": form}] for word in (*ABBREVIATIONS, *WHOLE, *HYPHENATED) for form in _list_spellings(word)}
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=None,
    )


def _list_spellings(word: str) -> list[str]:
    spellings = [word, word.replace("'", "’")]
    return spellings + [spelling[0].upper() + spelling[1:] for spelling in spellings]


def create_blank() -> Language:
    """Return an empty pipeline with the French tokenizer; its code is ``xx``, for spaCy's ``fr`` is slow to load."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = create_tokenizer(nlp)
    return nlp


@registry.tokenizers("smolny.french_tokenizer.v1")  # type: ignore[untyped-decorator]
def configure_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return :func:`create_tokenizer` for the training configurations; the saved model has no need of it."""
    return create_tokenizer
