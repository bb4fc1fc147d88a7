"""Processes that ask an index in somebody's stead: each is killed when it takes too long, and another takes its place.

The engine has no time limit and threads can't be killed, so every query runs in a process of :mod:`graph.query_worker`,
or of :mod:`graph.store_worker` where another store is asked.
"""

import math
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from graph.guards import PoolBusy, QueryError, QueryRefused, QueryTimeout, QueryTooLarge
from graph.query_worker import read_message, write_message
from graph.store import StoreError

START_S: Final = 30.0  # a worker that has not opened its store by then never will
INDEX_WORKER: Final = "graph.query_worker"
STORE_WORKER: Final = "graph.store_worker"


class Worker:
    """One process with a read-only store under a limit of address space. Used by one thread at a time."""

    def __init__(self, index: Path, memory_mb: int, module: str = INDEX_WORKER) -> None:
        root = str(Path(__file__).resolve().parents[1])
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, str(index), str(memory_mb)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path}, start_new_session=True,
        )  # fmt: skip
        self.index = index
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], deadline: float) -> tuple[dict[str, Any], bytes]:
        """Return the worker's answer; raise QueryTimeout, QueryTooLarge or QueryRefused, after which it is dead."""
        if self._process.stdin is None:
            raise QueryError("the worker has no input")
        try:
            write_message(self._process.stdin, {**request, "seconds": math.ceil(deadline - time.monotonic()) + 5})
        except BrokenPipeError:
            raise self._explain_death() from None
        return self._receive(deadline)

    def close(self) -> None:
        """Kill the process and wait for its end."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # a request that it had not read
        self._process.wait()

    def start(self) -> float:
        """Wait until the store is open, and return how many seconds that took.

        Raise StoreError where it can't be opened, and take the index away: it is derived.
        """
        if self._ready:
            return 0.0
        started = time.monotonic()
        try:
            self._receive(time.monotonic() + START_S)
        except QueryRefused:
            shutil.rmtree(self.index, ignore_errors=True)
            raise StoreError(f"{self.index}: a broken index, now removed; ask again and it is made anew") from None
        self._ready = True
        return time.monotonic() - started

    def _receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        """Read one message; a timer kills the worker at the deadline, also in the middle of an answer."""
        output = self._process.stdout
        if output is None:
            raise QueryError("the worker has no output")
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(max(0.0, deadline - time.monotonic()), kill)
        timer.daemon = True
        timer.start()
        try:
            message = read_message(output)
        finally:
            timer.cancel()
        if message is not None:
            return message
        if late.is_set():
            self._process.wait()
            raise QueryTimeout("the query took longer than it may")
        raise self._explain_death()

    def _explain_death(self) -> QueryError:
        status = self._process.wait()
        if status in (-signal.SIGABRT, -signal.SIGKILL):
            return QueryTooLarge("the query needed more memory than it may")
        return QueryRefused("the query brought the engine down")


class Crew:
    """As many workers as may run at once, for any number of threads; those that are warm are taken first.

    A worker that was killed is replaced at once, so that its successor warms up before it is needed.
    """

    def __init__(self, count: int, memory_mb: int, module: str = INDEX_WORKER) -> None:
        self._count, self._memory_mb, self._module = count, memory_mb, module
        self._idle: list[Worker | None] = [None] * count  # the last is taken first
        self._changed = threading.Condition()

    def send(self, index: Path, request: dict[str, Any], timeout_s: float) -> tuple[dict[str, Any], bytes]:
        """Return a worker's answer; the clock runs from now, but not while a process starts.

        Raises PoolBusy where no worker is free in time, and what :meth:`Worker.ask` raises.
        """
        deadline = time.monotonic() + timeout_s
        worker, kept = self._take(timeout_s), None
        try:
            worker = self._renew(worker, index)
            deadline += worker.start()
            answer = worker.ask(request, max(deadline, time.monotonic() + 0.05))
            kept = worker
            return answer
        finally:
            if worker and not kept:
                worker.close()
                self._give(self._replace(index), warm=False)
            else:
                self._give(kept, warm=True)

    def close(self) -> None:
        """End the processes; waits for those that are busy."""
        for _ in range(self._count):
            worker = self._take(None)
            if worker:
                worker.close()
        self._count = 0

    def _take(self, timeout_s: float | None) -> Worker | None:
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._idle), timeout_s):
                raise PoolBusy("all workers were busy for as long as the query may take")
            return self._idle.pop()

    def _give(self, worker: Worker | None, *, warm: bool) -> None:
        with self._changed:
            self._idle.insert(len(self._idle) if warm else 0, worker)
            self._changed.notify()

    def _renew(self, worker: Worker | None, index: Path) -> Worker:
        if worker and worker.alive and worker.index == index:
            return worker
        if worker:
            worker.close()
        return Worker(index, self._memory_mb, self._module)

    def _replace(self, index: Path) -> Worker | None:
        try:
            return Worker(index, self._memory_mb, self._module) if index.is_dir() else None
        except OSError:
            return None  # no process to be had: the next query tries again
