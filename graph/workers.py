"""Processes that ask an index in somebody's stead: each is killed when it takes too long, and another takes its place.

The engine has no time limit and threads can't be killed, so every query runs in a process of :mod:`graph.query_worker`,
or of :mod:`graph.store_worker` where another store is asked. Threads wait for an answer (:meth:`Crew.send`); on an
event loop nobody has to, and who has hung up has his process killed (:meth:`Crew.send_async`).
"""

import asyncio
import json
import math
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.guards import PoolBusy, QueryError, QueryRefused, QueryTimeout, QueryTooLarge
from graph.query_worker import LENGTHS, write_message
from graph.store import StoreError

START_S: Final = 30.0  # a worker that has not opened its store by then never will
LEFT_S: Final = 0.25  # for a query whose client has hung up: most are done by then, and no process has to be replaced
INDEX_WORKER: Final = "graph.query_worker"
STORE_WORKER: Final = "graph.store_worker"
READ: Final = 1 << 18
TOO_LONG: Final = "the query took longer than it may"
Message = tuple[dict[str, Any], bytes]
Take = Callable[[bytes], object]
Gone = set[Callable[[], object]]  # what to call when the client hangs up


class Incoming:
    """Bytes of a worker's output in, the messages in them out."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Add what was read."""
        self._bytes += data

    def take(self) -> Message | None:
        """Return the next message, None where it has not wholly come."""
        if len(self._bytes) < LENGTHS.size:
            return None
        head, body = LENGTHS.unpack_from(self._bytes)
        start, end = LENGTHS.size + head, LENGTHS.size + head + body
        if len(self._bytes) < end:
            return None
        message = json.loads(self._bytes[LENGTHS.size : start]), bytes(self._bytes[start:end])
        del self._bytes[:end]
        return message


class Worker:
    """One process with a read-only store under a limit of address space. Used by one thread or task at a time."""

    def __init__(self, index: Path, memory_mb: int, module: str = INDEX_WORKER) -> None:
        root = str(Path(__file__).resolve().parents[1])
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, str(index), str(memory_mb)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path}, start_new_session=True,
        )  # fmt: skip
        self.index = index
        self.ready = False
        self._incoming = Incoming()
        self._asked = 0
        self._killed = ""

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    @property
    def _output(self) -> int:
        if self._process.stdout is None:
            raise QueryError("the worker has no output")
        return self._process.stdout.fileno()

    def ask(self, request: dict[str, Any], deadline: float, take: Take) -> dict[str, Any]:
        """Give the answer to ``take`` as it comes, and return its last record.

        Raise QueryTimeout, QueryTooLarge or QueryRefused, after which the worker is dead, and what ``take`` raises.
        """
        self._write(request, deadline)
        return self._receive(deadline, take)

    async def ask_async(self, request: dict[str, Any], deadline: float, take: Take, gone: Gone) -> dict[str, Any]:
        """Do the same on an event loop; raise PoolBusy where the client hung up, some time after which it is dead."""
        self._write(request, deadline)
        loop, number = asyncio.get_running_loop(), self._asked

        def leave() -> None:
            loop.call_later(LEFT_S, lambda: self._kill("who asked has hung up") if self._asked == number else None)

        gone.add(leave)
        try:
            return await self._receive_async(deadline, take)
        finally:
            self._asked += 1
            gone.discard(leave)

    def start(self) -> float:
        """Wait until the store is open, and return how many seconds that took.

        Raise StoreError where it can't be opened, and take the index away: it is derived.
        """
        if self.ready:
            return 0.0
        started = time.monotonic()
        try:
            self._receive(started + START_S, len)
        except QueryRefused:
            shutil.rmtree(self.index, ignore_errors=True)
            raise StoreError(f"{self.index}: a broken index, now removed; ask again and it is made anew") from None
        self.ready = True
        return time.monotonic() - started

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

    def _kill(self, reason: str) -> None:
        self._killed = reason
        self._process.kill()

    def _write(self, request: dict[str, Any], deadline: float) -> None:
        if self._process.stdin is None:
            raise QueryError("the worker has no input")
        try:
            write_message(self._process.stdin, {**request, "seconds": math.ceil(deadline - time.monotonic()) + 5})
        except BrokenPipeError:
            raise self._explain_death() from None

    def _receive(self, deadline: float, take: Take) -> dict[str, Any]:
        """Read messages to the last; kill the worker at the deadline, also in the middle of an answer."""
        poll = select.poll()
        poll.register(self._output, select.POLLIN)
        while True:
            if (record := self._take_messages(take)) is not None:
                return record
            if not poll.poll(max(0.0, 1000 * (deadline - time.monotonic()))):
                self._kill(TOO_LONG)
            if not self._read():
                raise self._explain_death()

    async def _receive_async(self, deadline: float, take: Take) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[dict[str, Any] | None] = loop.create_future()

        def read() -> None:
            try:
                more = self._read()
                record = self._take_messages(take)
            except (QueryError, OSError) as error:
                loop.remove_reader(output)
                if not answered.done():
                    answered.set_exception(error)
                return
            if (record is not None or not more) and not answered.done():
                loop.remove_reader(output)
                answered.set_result(record)

        output = self._output
        loop.add_reader(output, read)
        timer = loop.call_later(max(0.0, deadline - time.monotonic()), self._kill, TOO_LONG)
        try:
            record = await answered
        finally:
            timer.cancel()
            loop.remove_reader(output)
        if record is None:
            raise await asyncio.to_thread(self._explain_death)  # the end of a process with much memory takes its time
        return record

    def _read(self) -> bool:
        """Read what there is; tell whether there was anything before the end."""
        data = os.read(self._output, READ)
        self._incoming.feed(data)
        return bool(data)

    def _take_messages(self, take: Take) -> dict[str, Any] | None:
        """Hand on what has come; return the last record of an answer where it is there."""
        while message := self._incoming.take():
            record, body = message
            if body:
                take(body)
            if "more" not in record:
                return record
        return None

    def _explain_death(self) -> QueryError:
        status = self._process.wait()
        if self._killed:
            return (QueryTimeout if self._killed == TOO_LONG else PoolBusy)(self._killed)
        if status in (-signal.SIGABRT, -signal.SIGKILL):
            return QueryTooLarge("the query needed more memory than it may")
        return QueryRefused("the query brought the engine down")


class Crew:
    """As many workers as may run at once, for any number of threads and tasks; those that are warm are taken first.

    A worker that was killed is replaced at once, so that its successor warms up before it is needed.
    """

    def __init__(self, count: int, memory_mb: int, module: str = INDEX_WORKER) -> None:
        self._count, self._memory_mb, self._module = count, memory_mb, module
        self._idle: list[Worker | None] = [None] * count  # the last is taken first
        self._changed = threading.Condition()

    def send(self, index: Path, request: dict[str, Any], timeout_s: float, take: Take) -> dict[str, Any]:
        """Give a worker's answer to ``take``, return its record; the clock runs, but not while a process starts.

        Raises PoolBusy where no worker is free in time, and what :meth:`Worker.ask` raises.
        """
        deadline = time.monotonic() + timeout_s
        worker, kept = self._take(timeout_s), None
        try:
            worker = self._renew(worker, index)
            deadline += worker.start()
            record = worker.ask(request, max(deadline, time.monotonic() + 0.05), take)
            kept = worker
            return record
        finally:
            if kept:
                self._give(kept, warm=True)
            else:
                self._retire(worker, index)

    async def send_async(
        self, index: Path, request: dict[str, Any], timeout_s: float, take: Take, gone: Gone
    ) -> dict[str, Any]:
        """Do the same on an event loop, without waiting for a worker: there must be one for every turn.

        Raises PoolBusy where the client has hung up meanwhile; ``gone`` is what is called then.
        """
        deadline = time.monotonic() + timeout_s
        worker, kept = self._take(0.0), None
        try:
            if not worker or not worker.ready or worker.index != index or not worker.alive:
                worker = await asyncio.to_thread(self._renew, worker, index)
                deadline += await asyncio.to_thread(worker.start)
            record = await worker.ask_async(request, max(deadline, time.monotonic() + 0.05), take, gone)
            kept = worker
            return record
        finally:
            if kept:
                self._give(kept, warm=True)
            else:
                await asyncio.shield(asyncio.to_thread(self._retire, worker, index))

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

    def _retire(self, worker: Worker | None, index: Path) -> None:
        """End a worker, and give back another that starts."""
        replacement = None
        try:
            if worker:
                worker.close()
                replacement = Worker(index, self._memory_mb, self._module) if index.is_dir() else None
        except OSError:
            replacement = None  # no process to be had: the next query tries again
        finally:
            self._give(replacement, warm=False)

    def _renew(self, worker: Worker | None, index: Path) -> Worker:
        if worker and worker.alive and worker.index == index:
            return worker
        if worker:
            worker.close()
        return Worker(index, self._memory_mb, self._module)
