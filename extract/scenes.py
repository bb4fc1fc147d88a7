"""A passage's sentences one after the other in, the meeting at which each plays out.

"Au Xe Congrès, … . Le débat fut vif. Levi parla": whoever speaks, votes or is present after a congress was named takes
part in it. Rows of ``rules/claims/events.tsv`` without an object and frames with the slot ``scene`` ask for it.
Between :mod:`extract.definites` and :mod:`extract.findings`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.claims import Argument, FoundClaim

Span = tuple[int, int]

_MEETINGS: Final = frozenset(("smo:Congress", "smo:Conference", "smo:Plenum", "smo:Meeting"))
_REACH: Final = 3
"""Sentences for which a meeting once named stays the scene."""
_PLAYS: Final = re.compile(
    r"(?:^|(?<=\s)|(?<=[«(]))(?:[Ll]e |[Aa]u |[Ll]a |[Ll]['’]|[Àà] la |[Àà] l['’]|[Dd]evant (?:le |la |l['’])"
    r"|[Ll]ors (?:du |de la |de l['’])|[Pp]endant (?:le |la |l['’])|[Cc]e |[Cc]ette "
    r"|(?:fin|début|cours|séances?|tribune|ouverture|clôture|travaux|délégués|salle|débats?|réunion) "
    r"(?:du |de la |de l['’]))$"
)
_COMING: Final = re.compile(r"\b(?:depuis|avant|après|pour|dès|contre|sur|vers|préparer|convoquer) (?:le |la |l['’])$")
_STILL: Final = re.compile(
    r"\b(?:(?:[Ll]e|[Dd]u|[Aa]u|[Cc]e) (?:congrès|plénum|présidium)|(?:[Ll]a|[Cc]ette) (?:conférence|tribune|séance"
    r"|salle)|[Ll]['’](?:assemblée|assistance|auditoire)|la parole"
    r"|(?:[Ll]es|[Dd]es|[Aa]ux|ces|tous) (?:délégués|congressistes|débats))\b"
    r"(?! (?:précédente?|suivante?|d['’]|de |du |des ))"
)
"""What says that the meeting goes on."""


@dataclass(slots=True)
class Scenes:
    """The meeting at which the passage under way plays, by the latest one named."""

    latest: Argument | None = None
    since: int = 0

    def find(self, text: str, span: Span, arguments: Sequence[Argument]) -> Argument | None:
        """Return the meeting named shortly before this sentence in its paragraph, and note those of the sentence."""
        if "\n" in text[max(0, span[0] - 1) : span[0]]:
            self.latest = None
        self.since = 0 if _STILL.search(text, *span) else self.since + 1
        scene = self.latest if self.since <= _REACH else None
        named = [argument for argument in arguments if argument.sort in _MEETINGS]
        if named:
            before = text[max(0, named[-1].start - 24) : named[-1].start]
            plays = bool(_PLAYS.search(before)) and not _COMING.search(before)
            same = self.latest is not None and self.latest.entity == named[-1].entity
            if plays:
                self.latest, self.since = named[-1], 0
                return named[-1]
            self.latest = self.latest if same else None
            scene = scene if same else None
        return scene


def put_on_scene(claim: FoundClaim, scene: Argument | None) -> FoundClaim | None:
    """Return a part taken in no named event as taken in the one that is told of, None where none is."""
    if claim.predicate != "smo:participatedIn" or claim.object:
        return claim
    return replace(claim, object=scene.entity) if scene else None
