"""The pages in a real browser: with the editor, without JavaScript, on a phone; with no request to any other host.

Needs Chromium, its driver and Selenium; the editor's test also what ``make web`` builds. ``SMOLNY_SCREENSHOTS`` names a
folder to keep the pictures in.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from api.pages import BUILT, WEB

webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed")
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402 (after the skip)
from selenium.webdriver.common.by import By  # noqa: E402 (after the skip)
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader",
)  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium or its driver is not installed"),
]
needs_editor = pytest.mark.skipif(not BUILT.is_dir(), reason="the editor is not built: make web")
NAMES = "SELECT ?nom WHERE { ?qui a smo:Person ; skos:prefLabel ?nom } ORDER BY ?nom"


def open_browser(profile: Path, width: int = 1280, *, javascript: bool = True) -> Any:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},1000"):
        options.add_argument(flag)
    preferences: dict[str, Any] = {"intl.accept_languages": "fr", "download.default_directory": str(profile)}
    if not javascript:
        preferences["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    browser = open_browser(tmp_path)
    yield browser
    browser.quit()


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Any]:
    browser = open_browser(tmp_path, javascript=False)
    yield browser
    browser.quit()


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Any]:
    browser = open_browser(tmp_path, width=500)
    yield browser
    browser.quit()


def wait(browser: Any, selector: str, text: str) -> None:
    WebDriverWait(browser, 20, ignored_exceptions=[StaleElementReferenceException]).until(  # of the page before
        lambda _: any(text in element.text for element in browser.find_elements(By.CSS_SELECTOR, selector))
    )


def keep(browser: Any, name: str) -> None:
    if folder := os.environ.get("SMOLNY_SCREENSHOTS"):
        browser.save_screenshot(str(Path(folder) / f"{name}.png"))


def find_requests(browser: Any) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    ]
    return [url for url in sent if url.startswith("http")]


def find_errors(browser: Any) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


@needs_editor
def test_an_example_runs_in_the_editor(browser: Any, server: str) -> None:
    browser.get(f"{server}/sparql")
    wait(browser, ".yasgui .tab", "Requête")
    assert not browser.find_element(By.ID, "query-form").is_displayed()
    browser.find_element(By.CSS_SELECTOR, 'a[data-example="01-soviet-de-petrograd"]').click()
    wait(browser, ".yasr td", "Trotsky")
    keep(browser, "editor")
    assert find_errors(browser) == []
    assert all(url.startswith(server) for url in find_requests(browser))


@needs_editor
def test_a_query_in_the_address_runs_in_the_editor(browser: Any, server: str) -> None:
    browser.get(f"{server}/sparql?query={NAMES}")
    wait(browser, ".yasr td", "Victor Serge")


@needs_editor
def test_a_result_leads_to_our_page(browser: Any, server: str) -> None:
    browser.get(f"{server}/sparql?query=SELECT ?qui {{ ?qui skos:prefLabel 'Victor Serge'@fr }}")
    wait(browser, ".yasr td", "victor-serge")
    link = browser.find_element(By.CSS_SELECTOR, ".yasr td a[href*='victor-serge']")
    browser.execute_script("arguments[0].target = ''; arguments[0].click()", link)
    wait(browser, "h1", "Victor Serge")
    assert browser.current_url == f"{server}/page/person/victor-serge"


def test_an_example_runs_without_javascript(plain: Any, server: str) -> None:
    plain.get(f"{server}/sparql")
    plain.find_element(By.CSS_SELECTOR, 'a[data-example="01-soviet-de-petrograd"]').click()
    wait(plain, "#answer td", "Trotsky")
    keep(plain, "plain")


def test_the_form_runs_without_javascript(plain: Any, server: str) -> None:
    plain.get(f"{server}/sparql")
    plain.find_element(By.CSS_SELECTOR, "#query-form button").click()
    wait(plain, "#answer td", "Victor Serge")


AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/", "/search?q=serge", "/sparql", "/page/person/victor-serge", "/page/place/berlin", "/page/source/memoire",
    "/corpus", "/conflicts", "/map", "/network", "/page/claim", "/nothing",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone(phone: Any, server: str, path: str) -> None:
    phone.get(server + path)
    keep(phone, f"phone{path.replace('/', '-')}")
    assert phone.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    missing = path in ("/page/claim", "/nothing")
    assert [error for error in find_errors(phone) if not (missing and "404" in error)] == []
    assert all(url.startswith(server) for url in find_requests(phone))


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make web")
@pytest.mark.parametrize("path", [*PAGES, f"/sparql?query={NAMES}"])
def test_axe_finds_nothing_serious(browser: Any, server: str, path: str) -> None:
    browser.get(server + path)
    if path.startswith("/sparql?") and BUILT.is_dir():
        wait(browser, ".yasr td", "Victor Serge")
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    script = "const done = arguments[0]; axe.run().then((found) => done(found.violations))"
    found = browser.execute_async_script(script)
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in serious] == []


def test_the_search_completes_what_is_typed(browser: Any, server: str) -> None:
    browser.get(f"{server}/")
    field = browser.find_element(By.NAME, "q")
    field.send_keys("trotzk")
    wait(browser, "#suggestions li", "Léon Trotsky")
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    wait(browser, "h1", "Léon Trotsky")
    assert browser.current_url == f"{server}/page/person/leon-trotsky"


def test_the_search_works_without_javascript(plain: Any, server: str) -> None:
    plain.get(f"{server}/")
    plain.find_element(By.NAME, "q").send_keys("berlin", Keys.ENTER)
    wait(plain, ".found a", "Berlin")


def test_a_quote_opens_the_text_at_its_sentence(browser: Any, server: str) -> None:
    browser.get(f"{server}/page/person/victor-serge")
    browser.find_element(By.CSS_SELECTOR, "#places ~ ul a[href*='/page/source/memoire?at=']").click()
    wait(browser, ".sentence.asked", "Berlin")
    assert browser.execute_script("return document.querySelector('.sentence:target') !== null")
    browser.find_element(By.ID, "show-person").click()
    script = "return getComputedStyle(document.querySelector('.text .person')).borderBottomWidth"
    assert browser.execute_script(script) == "0px"


def test_the_map_follows_its_controls(browser: Any, server: str) -> None:
    browser.get(f"{server}/map")
    wait(browser, ".place-list a", "Berlin")
    browser.find_element(By.NAME, "layer").send_keys(Keys.SPACE)  # no persons
    WebDriverWait(browser, 20).until(lambda _: "layer=bodies" in browser.current_url)
    WebDriverWait(browser, 20).until(lambda _: "Berlin" not in browser.find_element(By.ID, "live").text)
    assert find_errors(browser) == []


def test_the_map_works_without_javascript(plain: Any, server: str) -> None:
    plain.get(f"{server}/map")
    plain.find_element(By.CSS_SELECTOR, ".controls button").click()
    wait(plain, ".place-list a", "Berlin")


@needs_editor
def test_the_network_is_drawn_and_walked(browser: Any, server: str) -> None:
    browser.get(f"{server}/network?node=person/victor-serge")
    wait(browser, "#network-about h2", "Victor Serge")
    assert browser.find_elements(By.CSS_SELECTOR, "#network canvas")
    browser.find_element(By.XPATH, "//aside//button[text()='Berlin']").click()
    wait(browser, "#network-about h2", "Berlin")
    keep(browser, "network")
    assert find_errors(browser) == []
    assert all(url.startswith(server) for url in find_requests(browser) if not url.startswith("blob:"))


@needs_editor
@pytest.mark.parametrize("format_", ["gexf", "svg", "png"])
def test_the_view_of_a_network_can_be_taken(browser: Any, server: str, tmp_path: Path, format_: str) -> None:
    browser.get(f"{server}/network")
    wait(browser, "#network-about", "Choisissez")
    browser.find_element(By.CSS_SELECTOR, f'[data-format="{format_}"]').click()
    path = tmp_path / f"all.{format_}"
    WebDriverWait(browser, 20).until(lambda _: path.exists() and path.stat().st_size)
    start = path.read_bytes()[:200]
    assert {"gexf": b"<gexf" in start, "svg": start.startswith(b"<svg"), "png": start.startswith(b"\x89PNG")}[format_]


@needs_editor
@pytest.mark.parametrize(
    ("view", "query", "drawn"),
    [
        ("chart", "SELECT ?nom (COUNT(?m) AS ?n) { ?m oa:hasBody/skos:prefLabel ?nom } GROUP BY ?nom", "rect"),
        ("graph", "CONSTRUCT { ?s ?p ?o } { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }", "line"),
        ("map", "SELECT ?lieu { ?lieu a smo:Place }", "circle"),
    ],
)
def test_results_are_drawn(browser: Any, server: str, view: str, query: str, drawn: str) -> None:
    browser.get(f"{server}/sparql?{urlencode({'query': query})}")
    wait(browser, ".yasr td", "")
    browser.find_element(By.CSS_SELECTOR, f".select_{view}").click()
    WebDriverWait(browser, 20).until(lambda _: browser.find_elements(By.CSS_SELECTOR, f".drawn {drawn}"))
    assert "PREFIX" in browser.execute_script(
        "return document.querySelector('.yasqe .CodeMirror').CodeMirror.getValue()"
    )
    assert find_errors(browser) == []
    assert all(url.startswith(server) for url in find_requests(browser))


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a graph in which two texts contradict each other."""
    texts, folder = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("graph")
    (texts / "notice.txt").write_text("Victor Serge naît à Bruxelles en 1890.\n", encoding="utf-8")
    (texts / "autre.txt").write_text("Victor Serge naît à Moscou en 1891.\n", encoding="utf-8")
    command = [sys.executable, "-m", "api.cli"]
    subprocess.run([*command, "build", texts, "--out", folder], check=True, capture_output=True)
    process = subprocess.Popen([*command, "serve", folder, "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    line = next(line for line in process.stderr if "served at" in line)
    yield line.partition("served at ")[2].split()[0]
    process.terminate()
    process.wait(20)


def find_corners(browser: Any) -> list[tuple[float, float]]:
    script = """return [...document.querySelectorAll('.conflict .sides > li')].slice(0, 2).map((item) => {
      const { left, top } = item.getBoundingClientRect(); return [left, top]; })"""
    return [tuple(corner) for corner in browser.execute_script(script)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_contradictions_stand_side_by_side(browser: Any, disputed: str, language: str) -> None:
    browser.get(f"{disputed}/page/person/victor-serge?lang={language}")
    (left, top), (right, level) = find_corners(browser)
    assert left < right
    assert top == level
    browser.find_element(By.CSS_SELECTOR, "a.mark-word").send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#contradictions")
    keep(browser, f"contradictions-{language}")
    if AXE.is_file():
        browser.execute_script(AXE.read_text(encoding="utf-8"))
        found = browser.execute_async_script(
            "const done = arguments[0]; axe.run().then((found) => done(found.violations))"
        )
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_contradictions_are_stacked_on_a_phone(phone: Any, disputed: str) -> None:
    phone.get(f"{disputed}/page/person/victor-serge")
    (left, top), (under, below) = find_corners(phone)
    assert left == under
    assert top < below
    assert phone.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
