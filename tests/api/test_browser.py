"""The pages in a real browser: with the editor, without JavaScript, on a phone; with no request to any other host.

Needs Chromium, its driver and Selenium; the editor's test also what ``make web`` builds. ``SMOLNY_SCREENSHOTS`` names a
folder to keep the pictures in.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.pages import BUILT

webdriver = pytest.importorskip("selenium.webdriver", reason="Selenium is not installed")
from selenium.webdriver.common.by import By  # noqa: E402 (after the skip)
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
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
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
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
    WebDriverWait(browser, 20).until(
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


@pytest.mark.parametrize("path", ["/", "/sparql", "/page/person/victor-serge"])
def test_pages_fit_a_phone(phone: Any, server: str, path: str) -> None:
    phone.get(server + path)
    keep(phone, f"phone{path.replace('/', '-')}")
    assert phone.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    assert find_errors(phone) == []
