"""A request in, the language that its reader wants out, and the words of the pages in it: ``web/texts.tsv``.

The switch on every page (``?lang=en``) goes before the cookie that it leaves, and that before Accept-Language.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.media_types import read_accept

LANGUAGES: Final = ("fr", "en")
COOKIE: Final = "lang"
TEXTS: Final = Path(__file__).parent / "web" / "texts.tsv"
YEAR_S: Final = 365 * 24 * 3600


def find_language(request: Request) -> str:
    """Return ``"fr"`` or ``"en"``; French where nothing says otherwise."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    accepted = request.headers.get("accept-language", "")
    wanted = [(quality, name.partition("-")[0].lower()) for name, quality in read_accept(accepted)]
    ranked = sorted((pair for pair in wanted if pair[1] in LANGUAGES and pair[0] > 0), key=lambda pair: -pair[0])
    return ranked[0][1] if ranked else LANGUAGES[0]


def keep_language(request: Request, response: Response) -> None:
    """Leave a cookie where the reader has just switched."""
    if request.query_params.get("lang") in LANGUAGES:
        path = request.scope.get("root_path", "").rstrip("/") or "/"
        response.set_cookie(COOKIE, request.query_params["lang"], YEAR_S, path=path, samesite="lax", httponly=True)


@cache
def read_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the pages: by language, by key."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {language: {row["key"]: row[language] for row in rows} for language in LANGUAGES}
