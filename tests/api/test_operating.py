"""What who runs a server sees of it: numbers, lines of the log, ids of requests, its place behind a proxy."""

import contextvars
import json
import logging
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.logs import JsonFormatter, request_id
from api.metrics import Metrics, to_text
from api.settings import Settings

SAMPLE = re.compile(r'([a-z_]+)(\{[a-z_]+="(?:[^"\\\n]|\\.)*"(?:,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})? (\S+)')


@pytest.fixture
def fresh(built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(folder=built, workers=1)), follow_redirects=False) as client:
        yield client


def read_samples(text: str) -> dict[str, float]:
    """Return the samples of an exposition, each line of which has to have its form and a type told before."""
    samples, types = {}, set()
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            types.add(line.split()[2])
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        assert re.sub(r"_(bucket|sum|count)$", "", match.group(1)) in types or match.group(1) in types
        samples[match.group(1) + (match.group(2) or "")] = float(match.group(3))
    return samples


def test_requests_are_counted_by_route_and_status(fresh: TestClient) -> None:
    for _ in range(3):
        fresh.get("/page/person/leon-trotsky")
    fresh.get("/page/person/nobody")
    fresh.get("/nothing/at/all")
    fresh.get("/static/style.css")
    fresh.request("BREW", "/")
    answer = fresh.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = read_samples(answer.text)
    page = 'route="/page/{path}",method="GET",status'
    assert samples[f'smolny_http_requests_total{{{page}="200"}}'] == 3
    assert samples[f'smolny_http_requests_total{{{page}="404"}}'] == 1
    assert samples['smolny_http_requests_total{route="other",method="GET",status="404"}'] == 1
    assert samples['smolny_http_requests_total{route="/static/…",method="GET",status="200"}'] == 1
    assert any('method="other"' in name for name in samples)
    assert samples['smolny_http_request_seconds_count{route="/page/{path}"}'] == 4
    assert samples['smolny_http_request_seconds_bucket{route="/page/{path}",le="+Inf"}'] == 4
    assert samples['smolny_http_response_bytes_total{route="/page/{path}"}'] > 1000
    assert samples["smolny_http_requests_under_way"] == 1
    assert samples["process_resident_memory_bytes"] > 10_000_000
    assert any(fresh.get("/health").json()["graph"] in name for name in samples)


def test_buckets_add_up() -> None:
    metrics = Metrics()
    for seconds in (0.001, 0.02, 0.02, 3, 1000):
        metrics.note("/", "GET", 200, seconds, 1)
    samples = read_samples(metrics.write({}, ()).replace("smolny_info{} 1\n", ""))
    buckets = [value for name, value in samples.items() if "_bucket" in name]
    assert buckets == sorted(buckets)
    assert (buckets[0], buckets[1], buckets[-2], buckets[-1]) == (1, 3, 4, 5)


def test_labels_are_escaped() -> None:
    assert to_text((("a", 'x"\\\n'),)) == '{a="x\\"\\\\\\n"}'


def test_the_numbers_can_be_hidden(built: Path) -> None:
    with TestClient(create_app(Settings(folder=built, workers=1, metrics=False))) as client:
        assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"), [("abc-1.2:3", True), ("", False), ("a b", False), ("x" * 65, False), ("é", False)]
)
def test_a_request_has_an_id(client: TestClient, given: str, kept: bool) -> None:
    name = client.get("/health", headers={"X-Request-ID": given.encode()}).headers["x-request-id"]
    assert (name == given) is kept
    assert re.fullmatch(r"[\w.:-]{1,64}", name)


def run_server(built: Path, log: str) -> tuple[list[str], int]:
    """Return what a real server writes while it answers three requests and is told to end, and how it ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", str(built), "--port", "0"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "SMOLNY_LOG": log, "SMOLNY_WORKERS": "1"},
    )  # fmt: skip
    assert process.stderr
    first = process.stderr.readline()
    match = re.search(r"http://[\d.:]+", first)
    assert match, first
    request = urllib.request.Request(match.group() + "/health", headers={"X-Request-ID": "mine"})
    urllib.request.urlopen(request, timeout=20).close()
    for path in ("/sparql?query=SELECT", "/page/person/%0A%22evil%22"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(match.group() + path, timeout=20)
    process.terminate()
    _, rest = process.communicate(timeout=20)
    return [first, *rest.splitlines()], process.returncode


def test_the_log_in_json(built: Path) -> None:
    lines, status = run_server(built, "json")
    records = [json.loads(line) for line in lines]
    assert status in (0, -signal.SIGTERM)  # uvicorn ends gracefully, then by the signal that it was sent
    assert records[0]["address"].startswith("http://127.0.0.1:")
    assert [record["status"] for record in records[1:4]] == [200, 400, 404]
    assert records[1]["request"] == "mine"
    assert records[1]["route"] == "/health"
    assert records[3]["path"] == '/page/person/\n"evil"'
    for record in records[1:4]:
        assert {"time", "level", "method", "path", "seconds", "bytes", "client"} <= set(record)
    assert "SELECT" not in "".join(lines)


def test_the_log_as_text_keeps_to_its_lines(built: Path) -> None:
    lines, _ = run_server(built, "text")
    assert len(lines) == 4
    assert "GET /health 200" in lines[1]
    assert "\\n" in lines[3]


def test_the_log_is_off_by_itself(built: Path) -> None:
    lines, _ = run_server(built, "off")
    assert len(lines) == 1


def test_errors_are_logged_with_the_id() -> None:
    context = contextvars.copy_context()
    context.run(request_id.set, "mine")
    record = logging.LogRecord("smolny", logging.ERROR, "x", 1, "it broke: %s", ("é",), None)
    line = json.loads(context.run(JsonFormatter().format, record))
    assert (line["request"], line["level"], line["message"]) == ("mine", "error", "it broke: é")


def test_all_addresses_are_below_the_path_of_the_proxy(built: Path) -> None:
    app = create_app(Settings(folder=built, workers=1))
    with TestClient(app, root_path="/smolny", follow_redirects=False) as client:
        manifest = client.get("/reconcile").text
        assert "http://testserver/smolny/reconcile/preview" in manifest
        assert "http://testserver/reconcile" not in manifest
        described = client.get("/.well-known/void").text
        assert re.findall(r"<http://testserver/(?!smolny/)[^>]*>", described) == []
        assert client.get("/data/person/leon-trotsky.ttl").status_code == 200
        assert 'href="/smolny/' in client.get("/reconcile/preview?id=person/leon-trotsky").text
