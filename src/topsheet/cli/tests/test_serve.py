"""The server and the worker beside it, as real processes on a port of the system's choice."""

import os
import re
import signal
import subprocess
import time
from http.cookiejar import CookieJar
from urllib.request import HTTPCookieProcessor, build_opener

import pytest


@pytest.fixture
def server(topsheet):
    """A running server and the sign-in link it printed."""
    with subprocess.Popen(
        topsheet.command("serve", "--port", "0"),
        env=topsheet.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        link = re.search(r"http://127\.0\.0\.1:\d+/sign-in/\S+", process.stdout.readline())
        yield process, link[0]
        process.kill()


def test_the_printed_link_leads_in_and_ctrl_c_ends_everything(server, topsheet):
    process, link = server
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(link, timeout=30) as page:
        assert page.status == 200
        assert "/sign-in/" not in page.url
        assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert link.split("/sign-in/")[0] in topsheet("user", "link").stdout
    second = topsheet("serve", "--port", "0")
    assert second.returncode == 2
    assert f"process {process.pid}" in second.stderr
    taken = topsheet("serve", "--data", f"{topsheet.data}-2", "--port", link.split(":")[2][:5])
    assert taken.returncode == 2 and "--port" in taken.stderr
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_a_worker_that_dies_is_started_again_and_none_outlives_the_server(server):
    process, _ = server
    first = _child_of(process.pid)
    os.kill(first, signal.SIGKILL)
    second = _child_of(process.pid, other_than=first)
    process.kill()
    process.wait()
    _until(lambda: not _alive(second))


_SLOW = """
import sys, time
from topsheet.platform.commands import open_data
open_data()
from topsheet.platform import jobs
@jobs.job("test.slow")
def slow(payload, progress):
    print("running", flush=True)
    time.sleep(60)
jobs.enqueue("test.slow", {})
jobs.work(once=True, name="first")
"""
_AGAIN = """
from topsheet.platform.commands import open_data
open_data()
from topsheet.platform import jobs
from topsheet.platform.models import Job
jobs.job("test.slow")(lambda payload, progress: {"done": True})
jobs.reclaim("first")
jobs.work(once=True)
print(Job.objects.values_list("state", "attempt", "result").get())
"""


def test_a_job_survives_the_kill_of_its_worker(topsheet):
    python = topsheet.command()[0]
    with subprocess.Popen(
        [python, "-c", _SLOW], env=topsheet.environment, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout.readline() == "running\n"
        worker.kill()
    again = subprocess.run(
        [python, "-c", _AGAIN], env=topsheet.environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert again.stdout == "('done', 2, {'done': True})\n"


def _child_of(parent: int, other_than: int = 0) -> int:
    found: list[int] = []

    def look() -> bool:
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(parent)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        rows = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
        found[:] = [int(pid) for pid, args in rows if " worker " in args and int(pid) != other_than]
        return bool(found)

    _until(look)
    return found[0]


def _alive(pid: int) -> bool:
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")


def _until(happened, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
