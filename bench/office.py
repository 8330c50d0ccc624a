"""Twenty people read and five write in an office of fifty productions, two seconds apart.

Measured at the client, waiting for a free thread included: `topsheet serve` in a process of
its own, every person a thread here. One production is a 120-page feature with its plan, the
others are copies of it. First on SQLite, then on PostgreSQL (with its writes on disk).

    python bench/office.py [seconds] [sqlite|postgresql]
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

PRODUCTIONS, READERS, WRITERS, THINK = 50, 20, 5, 2.0
PAGES = (
    "",
    "board/",
    "budget/",
    "breakdown/",
    "script/",
    "day-out-of-days/",
    "people/",
    "journal/",
)


@dataclass(slots=True)
class Measured:
    """Milliseconds by kind of request, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    processor: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, milliseconds: float, error: str) -> None:
        with self.lock:
            self.times[kind].append(milliseconds)
            if error:
                self.errors.append(f"{kind}: {error}")


class Person:
    """One person at a browser: a session, a production, two seconds between acts."""

    def __init__(self, address: str, cookie: str, production: str, measured: Measured) -> None:
        self.host = address.removeprefix("http://")
        self.cookie, self.production, self.measured = cookie, production, measured
        self.connection = HTTPConnection(self.host, timeout=60)
        self.chance = random.Random(production + cookie)
        self.csrf = "b" * 32
        self.suggestions: list[str] = []

    def ask(self, kind: str, method: str, path: str, body: object = None) -> object:
        """One request from the first byte sent to the last byte read."""
        headers = {"Cookie": f"sessionid={self.cookie}; csrftoken={self.csrf}",
                   "X-CSRFToken": self.csrf, "Referer": f"http://{self.host}/"}  # fmt: skip
        text = None if body is None else json.dumps(body)
        if text is not None:
            headers["Content-Type"] = "application/json"
        began = time.perf_counter()
        try:
            self.connection.request(method, path, text, headers)
            answer = self.connection.getresponse()
            data = answer.read()
        except OSError as error:
            self.connection.close()
            self.measured.add(kind, 1000 * (time.perf_counter() - began), repr(error))
            return None
        took = 1000 * (time.perf_counter() - began)
        wrong = answer.status >= 400
        self.measured.add(kind, took, f"{answer.status} {data[:200]!r}" if wrong else "")
        if wrong or "json" not in (answer.getheader("Content-Type") or ""):
            return None
        return json.loads(data)

    def read(self, until: float) -> None:
        """Page after page; between them the page asks what others did."""
        for page in cycle(self.chance.sample(PAGES, len(PAGES))):
            self._think(until)
            if time.monotonic() >= until:
                return
            self.ask(
                f"read {page or 'topsheet'}".rstrip("/"), "GET", f"/p/{self.production}/{page}"
            )

    def write(self, until: float) -> None:
        """Strips, cells and suggestions in turn, each with the figures it moved."""
        api = f"/api/v1/productions/{self.production}"
        for act in cycle((self._move_strip, self._set_price, self._decide)):
            self._think(until)
            if time.monotonic() >= until:
                return
            done = act(api)
            if isinstance(done, dict) and "sequence" in done:
                since = int(done["sequence"]) - 1
                self.ask("moved", "GET", f"/p/{self.production}/moved/?since={since}")

    def _think(self, until: float) -> None:
        time.sleep(min(THINK * self.chance.uniform(0.5, 1.5), max(0.0, until - time.monotonic())))
        if time.monotonic() < until:
            self.ask("pulse", "GET", f"/p/{self.production}/pulse/?since=1000000")

    def _move_strip(self, api: str) -> object:
        """A strip from one day to another, as it lay on the board when it was last opened."""
        board = self.ask("open board", "GET", f"{api}/board")
        if not isinstance(board, dict):
            return None
        days = [day for day in board["days"] if len(day["strips"]) > 1]
        source, target = self.chance.sample(days, 2)
        strip = self.chance.choice(source["strips"])
        body = {"strips": [strip["key"]], "day": target["uid"]}
        return self.ask("write strip", "POST", f"{api}/board/move", body)

    def _set_price(self, api: str) -> object:
        """A new price for one of the lines."""
        found = self.ask("open lines", "GET", f"{api}/budget/grid/rows?start=20&count=60")
        if not isinstance(found, dict):
            return None
        lines = [row for row in found["rows"] if row.get("kind") == "line"]
        line = self.chance.choice(lines)
        price = str(self.chance.randint(100, 2000))
        body = {"line": line["uid"], "column": "price", "text": price}
        return self.ask("write cell", "POST", f"{api}/budget/cell", body)

    def _decide(self, api: str) -> object:
        """A suggestion accepted, or what was accepted put back."""
        if not self.suggestions:
            found = self.ask("open review", "GET", f"{api}/breakdown/review")
            if isinstance(found, dict):
                uid = found["columns"].index("uid")
                self.suggestions = [item[uid] for item in found["items"]]
        uid = self.chance.choice(self.suggestions)
        body = {"state": self.chance.choice(("accepted", "suggested")), "uids": [uid]}
        return self.ask("write decision", "POST", f"{api}/breakdown/decide", body)


@dataclass(frozen=True, slots=True)
class Office:
    """A served office: where it answers, people's sessions, uids of its productions."""

    address: str
    cookies: list[str]
    productions: list[str]
    pid: int

    def processor(self) -> float:
        """Seconds of processor the server has used; 0 where the system does not tell."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    databases = sys.argv[2:] or ["sqlite", "postgresql"]
    for database in databases:
        with tempfile.TemporaryDirectory() as folder, office(Path(folder), database) as here:
            measured = work(here, seconds)
            tell(database, measured)


def work(here: Office, seconds: int) -> Measured:
    """Everybody at once; what they waited."""
    measured = Measured()
    places = [here.productions[n % (PRODUCTIONS // 2)] for n in range(READERS)]
    desks = [here.productions[n * 3 % (PRODUCTIONS // 2)] for n in range(WRITERS)]
    people = [Person(here.address, cookie, production, measured)
              for cookie, production in zip(here.cookies, places + desks, strict=True)]  # fmt: skip
    for pace in (seconds / 4, seconds):  # the first round warms up and is not told
        measured.times.clear()
        measured.processor = -here.processor()
        until = time.monotonic() + pace
        acts = [person.read if n < READERS else person.write for n, person in enumerate(people)]
        threads = [threading.Thread(target=act, args=(until,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        measured.processor += here.processor()
    return measured


def tell(database: str, measured: Measured) -> None:
    every = [ms for kind, times in measured.times.items() for ms in times]
    out = sys.stdout.write
    out(f"\n{database}: {PRODUCTIONS} productions, {READERS} reading, {WRITERS} writing\n")
    out(f"{'':24} {'n':>6} {'median':>8} {'p95':>8} {'most':>8}  ms\n")
    for kind in sorted(measured.times):
        out(_row(kind, measured.times[kind]))
    out(_row("everything", every))
    out(f"the server used {measured.processor:.1f} s of one processor\n")
    out(f"errors: {len(measured.errors)}\n")
    for error in measured.errors[:5]:
        out(f"  {error}\n")


def _row(kind: str, times: list[float]) -> str:
    cuts = quantiles(times, n=20) if len(times) > 1 else times * 19
    return f"{kind:24} {len(times):6} {cuts[9]:8.0f} {cuts[18]:8.0f} {max(times):8.0f}\n"


@contextmanager
def office(folder: Path, database: str) -> Iterator[Office]:
    """Fifty productions in a data folder, served."""
    with _database(database) as url:
        environment = {**os.environ, "TOPSHEET_DATA": str(folder), "PYTHONPATH": str(ROOT / "src"),
                       **({"TOPSHEET_DATABASE_URL": url} if url else {})}  # fmt: skip
        made = subprocess.run(
            [sys.executable, __file__, "--fill"], env=environment, check=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        cookies, productions = json.loads(made.stdout.splitlines()[-1])
        command = [sys.executable, "-m", "topsheet.cli.main", "serve", "--port", "0"]
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split(": ")[1].partition("/sign-in")[0]
            yield Office(address, cookies, productions, server.pid)
        finally:
            server.terminate()
            server.wait()


@contextmanager
def _database(name: str) -> Iterator[str]:
    if name == "sqlite":
        yield ""
        return
    from tests.harness.postgresql import Cluster

    cluster = Cluster(durable=True)
    try:
        yield cluster.url
    finally:
        cluster.stop()


def fill() -> None:
    """Plan a feature, copy it, let people in; prints their sessions and the uids."""
    from feature import feature

    from topsheet.platform.commands import office as opened

    with opened(None) as here:
        from topsheet.chain.options import PlanOptions
        from topsheet.chain.services import plan_from_script
        from topsheet.platform.models import User
        from topsheet.production.snapshot import OnExisting, export_production, import_production

        options = PlanOptions(title="Feature", country="FR", effort=1)
        script = feature(120).encode()
        first, _ = plan_from_script(script, "feature.fountain", options, actor=here.user)
        file = export_production(here.user, first)
        copies = [import_production(here.user, file, OnExisting.COPY)
                  for _ in range(PRODUCTIONS - 1)]  # fmt: skip
        people = [User(email=f"p{n}@example.org", name=f"Person {n}", office_role="owner")
                  for n in range(READERS + WRITERS)]  # fmt: skip
        for person in people:
            person.set_unusable_password()
            person.save()
        found = [[_session(p) for p in people], [c.uid for c in (first, *copies)]]
        sys.stdout.write(json.dumps(found) + "\n")


def _session(person: object) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)  # type: ignore[attr-defined]
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()  # type: ignore[attr-defined]
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    fill() if sys.argv[1:] == ["--fill"] else main()
