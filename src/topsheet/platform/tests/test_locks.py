"""One server per data folder."""

import os
import signal
import subprocess
import sys

import pytest

from topsheet.kernel.errors import Conflict
from topsheet.platform.locks import server_lock

_HOLD = """
import sys, pathlib
from topsheet.platform.locks import server_lock
with server_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_server(tmp_path, topsheet):
    """Another process that holds the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)],
        env=topsheet.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_server_is_told_whose_the_folder_is(tmp_path, other_server):
    with pytest.raises(Conflict, match=f"process {other_server.pid}"), server_lock(tmp_path):
        pass


def test_a_server_that_was_killed_leaves_the_folder_free(tmp_path, other_server):
    os.kill(other_server.pid, signal.SIGKILL)
    other_server.wait()
    with server_lock(tmp_path):
        assert (tmp_path / "server.pid").read_text() == str(os.getpid())


def test_the_folder_is_free_after_the_server_ends(tmp_path):
    for _ in range(2):
        with server_lock(tmp_path):
            pass
