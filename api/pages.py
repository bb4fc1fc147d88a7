"""A template and what it shows in, a page out; the files that pages load. The pages' sources lie in ``api/web``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.staticfiles import StaticFiles

from api.languages import LANGUAGES, find_language, keep_language, read_texts

WEB: Final = Path(__file__).parent / "web"
BUILT: Final = WEB / "built"  # made by `make web`; pages do without
ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(WEB / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)


def compile_templates() -> None:
    """Compile all templates, so that no page waits for that."""
    for name in ENVIRONMENT.list_templates():
        ENVIRONMENT.get_template(name)


def render(
    request: Request, name: str, values: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return the page in its reader's language.

    Templates know ``root``, what comes before every path, ``ask(query, …)``, an address, ``t``, the words of the
    language, ``lang``, and ``switch``, the address of the same page in the other language.
    """
    root = request.scope.get("root_path", "").rstrip("/")

    def ask(query: str, **parameters: str) -> str:
        return f"{root}/sparql?{urlencode({'query': query, **parameters})}"

    language = find_language(request)
    words = {"t": read_texts()[language], "lang": language, "switch": _find_switch(request, language)}
    page = ENVIRONMENT.get_template(name).render(root=root, ask=ask, **words, **values)
    response = HTMLResponse(page, status, {"Vary": "Accept, Accept-Language, Cookie", **(headers or {})})
    keep_language(request, response)
    return response


def _find_switch(request: Request, language: str) -> str:
    """Return the query string that asks for the same page in the other language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    other = next(name for name in LANGUAGES if name != language)
    return "?" + urlencode([*kept, ("lang", other)])


class Assets(StaticFiles):
    """Files that are asked for anew each time and sent only where they have changed: pages and scripts fit together."""

    def file_response(self, *arguments: Any, **named: Any) -> Response:
        """Return a file, or 304."""
        response = super().file_response(*arguments, **named)
        response.headers["Cache-Control"] = "no-cache"
        return response


def add_assets(app: FastAPI) -> None:
    """Serve the pages' style, and the built editor where there is one."""
    app.mount("/static", Assets(directory=WEB / "static"), name="static")
    if BUILT.is_dir():
        app.mount("/built", Assets(directory=BUILT), name="built")
