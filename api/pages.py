"""A template and what it shows in, a page out; the files that pages load. The pages' sources lie in ``api/web``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.staticfiles import StaticFiles

WEB: Final = Path(__file__).parent / "web"
BUILT: Final = WEB / "built"  # made by `make web`; pages do without
ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(WEB / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(
    request: Request, name: str, values: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return the page; templates know ``root``, what comes before every path, and ``ask(query, …)``, an address."""
    root = request.scope.get("root_path", "").rstrip("/")

    def ask(query: str, **parameters: str) -> str:
        return f"{root}/sparql?{urlencode({'query': query, **parameters})}"

    page = ENVIRONMENT.get_template(name).render(root=root, ask=ask, **values)
    return HTMLResponse(page, status, {"Vary": "Accept", **(headers or {})})


def add_assets(app: FastAPI) -> None:
    """Serve the pages' style, and the built editor where there is one."""
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")
    if BUILT.is_dir():
        app.mount("/built", StaticFiles(directory=BUILT), name="built")
