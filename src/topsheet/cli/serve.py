"""``topsheet serve`` and ``topsheet worker``: the web server and the process beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Annotated, Any

import typer

from topsheet.kernel.errors import Conflict, InvalidInput
from topsheet.platform.commands import DataOption, office, tell

app = typer.Typer()

_PORTS_TRIED = 50
_THREADS = 8


@app.command()
def serve(
    data: DataOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="The port (default: 8000, or the next free one).")
    ] = None,
) -> None:
    """Serve the office to a browser, and run the jobs it asks for."""
    with office(data) as here:
        from topsheet.platform.accounts import sign_in_link, sign_in_path
        from topsheet.platform.locks import note_address, server_lock

        with server_lock(here.data), _listening(host, port) as listener:
            address = _address(listener)
            note_address(here.data, address)
            token = sign_in_link(here.user)
            tell(f"Topsheet serves {here.data} at {address}/  (Ctrl-C stops it)")
            sys.stdout.write(f"Sign in once, within the hour: {address}{sign_in_path(token)}\n")
            sys.stdout.flush()
            _serve(here.data, listener)
            tell("Stopped.")


@app.command()
def worker(
    data: DataOption = None,
    once: Annotated[bool, typer.Option(help="Stop when no job is left.")] = False,
    name: Annotated[str, typer.Option(hidden=True)] = "",
    attached: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Run the jobs the office asks for (``serve`` starts one itself)."""
    with office(data):
        from topsheet.platform.jobs import work

        if attached:
            _end_with_the_server()
        work(once=once, name=name, abandon=_end_at_once if attached else None)


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket on ``port``, or on 8000 or the next free one when none was asked for."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [port] if port is not None else range(8000, 8000 + _PORTS_TRIED):
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
            return listener
        except OverflowError:
            listener.close()
            raise InvalidInput("A port is a number from 0 to 65535.", field="port") from None
        except socket.gaierror:
            listener.close()
            raise InvalidInput(f"“{host}” is not an address here.", field="host") from None
        except OSError as error:
            listener.close()
            if isinstance(error, PermissionError) or port is not None:
                break
    raise Conflict(
        f"Port {port} of {host} is taken or not allowed. Choose another with --port."
        if port is not None
        else f"Ports 8000 to {8000 + _PORTS_TRIED - 1} of {host} are taken. Choose one with --port."
    )


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def _serve(data: Path, listener: socket.socket) -> None:
    """Serve until Ctrl-C or a termination signal, with a worker kept alive beside."""
    import signal

    import waitress
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.ALLOWED_HOSTS.append(listener.getsockname()[0])
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _stop)
    supervisor = Supervisor(data)
    supervisor.start()
    try:
        server = waitress.create_server(
            get_wsgi_application(), sockets=[listener], threads=_THREADS, ident=None
        )
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        supervisor.stop()


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt


class Supervisor:
    """Keeps one worker process alive; a job it was lost in is given to the next one at once."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_alive, daemon=True)
        self._child: subprocess.Popen[bytes] | None = None
        self._starts = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the worker (its pipe closes, it ends at once) and wait for it."""
        self._stopping.set()
        if self._child is not None and self._child.stdin is not None:
            self._child.stdin.close()
        self._thread.join(timeout=10)

    def _keep_alive(self) -> None:
        while not self._stopping.is_set():
            self._starts += 1
            name = f"{socket.gethostname()[:40]}:{os.getpid()}/{self._starts}"
            self._child = subprocess.Popen(self._command(name), stdin=subprocess.PIPE)
            self._child.wait()
            self._reclaim(name)
            self._stopping.wait(min(self._starts, 10) / 2)

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "topsheet.cli.main", "worker", "--attached",
                "--name", name, "--data", str(self._data)]  # fmt: skip

    def _reclaim(self, name: str) -> None:
        from django.db import DatabaseError, connection

        from topsheet.platform.jobs import reclaim

        try:
            reclaim(name)
        except DatabaseError as error:
            tell(f"Jobs of an ended worker could not be taken back yet: {error}")
        finally:
            connection.close()


def _end_with_the_server() -> None:
    """A worker whose server is gone, however it went, must not stay: its pipe closes."""

    def watch() -> None:
        sys.stdin.buffer.read()
        _end_at_once()

    threading.Thread(target=watch, daemon=True).start()


def _end_at_once() -> None:
    """Without a word to whatever runs; its transaction is rolled back by the database."""
    os._exit(0)
