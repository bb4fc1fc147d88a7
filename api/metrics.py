"""Requests as they end in, numbers for Prometheus out: how many, how long, how many bytes, by route and status.

https://prometheus.io/docs/instrumenting/exposition_formats/. Routes are named by their patterns, so that nothing a
client sends adds a series.
"""

import resource
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from api.served import ServedGraph
from graph.manifest import find_smolny_version

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS_S: Final = (0.005, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0, 30.0, 60.0)
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Counts what the server does since it started. Used on the event loop only."""

    def __init__(self) -> None:
        self.under_way = 0
        self.started_s = time.time()
        self._requests: Counter[Labels] = Counter()
        self._bytes: Counter[Labels] = Counter()
        self._seconds: dict[Labels, float] = defaultdict(float)
        self._buckets: dict[Labels, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS_S) + 1))

    def note(self, route: str, method: str, status: int, seconds: float, length: int) -> None:
        """Count a request that has ended."""
        method = method if method in METHODS else "other"
        self._requests[(("route", route), ("method", method), ("status", str(status)))] += 1
        by_route: Labels = (("route", route),)
        self._bytes[by_route] += length
        self._seconds[by_route] += seconds
        self._buckets[by_route][bisect_left(BOUNDS_S, seconds)] += 1

    def write(self, gauges: Mapping[str, float], information: Labels) -> str:
        """Return all numbers; ``gauges`` are those of the moment, ``information`` what is served."""
        return "".join(f"{line}\n" for line in self._list(gauges, information))

    def _list(self, gauges: Mapping[str, float], information: Labels) -> Iterator[str]:
        yield "# TYPE smolny_info gauge"
        yield f"smolny_info{to_text(information)} 1"
        for name, value in gauges.items():
            yield f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}"
            yield f"{name} {value:g}" if value < 1e6 else f"{name} {value:.3f}"
        yield "# TYPE smolny_http_requests_total counter"
        for labels, count in sorted(self._requests.items()):
            yield f"smolny_http_requests_total{to_text(labels)} {count}"
        yield "# TYPE smolny_http_response_bytes_total counter"
        for labels, count in sorted(self._bytes.items()):
            yield f"smolny_http_response_bytes_total{to_text(labels)} {count}"
        yield "# TYPE smolny_http_request_seconds histogram"
        for labels, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*map(str, BOUNDS_S), "+Inf"), buckets, strict=True):
                total += count
                yield f"smolny_http_request_seconds_bucket{to_text((*labels, ('le', bound)))} {total}"
            yield f"smolny_http_request_seconds_sum{to_text(labels)} {self._seconds[labels]:.6f}"
            yield f"smolny_http_request_seconds_count{to_text(labels)} {total}"


def create_metrics_router(graph: ServedGraph, metrics: Metrics) -> APIRouter:
    """Return the route of the numbers."""
    router = APIRouter()

    @router.api_route("/metrics", methods=["GET", "HEAD"])
    async def show_metrics() -> Response:
        """Give the server's numbers to Prometheus: requests, seconds, bytes, queries under way, memory."""
        if not graph.settings.metrics:
            raise HTTPException(404, "the numbers are not shown here")
        gauges = {
            "smolny_http_requests_under_way": metrics.under_way,
            "smolny_queries_under_way": graph.under_way,
            "smolny_workers": graph.settings.workers,
            "process_start_time_seconds": metrics.started_s,
            "process_resident_memory_bytes": read_memory(),
            "process_cpu_seconds_total": time.process_time(),
        }
        information = (("version", find_smolny_version()), ("graph", await graph.find_version()))
        return Response(
            metrics.write(gauges, information), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"}
        )

    return router


def read_memory() -> int:
    """Return the bytes of memory that this process holds now; its peak where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def to_text(labels: Labels) -> str:
    """Return labels as the format has them, quotes and line ends escaped."""
    pairs = (f'{name}="{escape(value)}"' for name, value in labels)
    return "{" + ",".join(pairs) + "}"


def escape(value: str) -> str:
    """Return the value of a label with what may not stand in it escaped."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
