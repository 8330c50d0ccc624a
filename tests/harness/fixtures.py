"""Fixtures every room shares: an office in a temporary folder, people, productions."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from topsheet.platform.models import User
    from topsheet.production.models import Production

_ROOT = Path(__file__).parents[2]
_SRC = _ROOT / "src"
_SAMPLES = Path(os.environ.get("TOPSHEET_SAMPLES", _ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of other people's files; a test that needs it is skipped without it."""
    if not _SAMPLES.is_dir():
        pytest.skip("outside samples are not here; name their folder in TOPSHEET_SAMPLES")
    return _SAMPLES


@pytest.fixture
def office(tmp_path: Path, settings: SettingsWrapper) -> Path:
    """A data folder of this test's own; stored files go there."""
    folder = tmp_path / "office"
    folder.mkdir()
    settings.TOPSHEET_DATA = folder
    return folder


@pytest.fixture
def owner(db: None) -> User:
    """The owner of the office."""
    from topsheet.platform.models import OfficeRole, User

    user = User(email="owner@example.org", name="Olga Owner", office_role=OfficeRole.OWNER)
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """``person("Ada")``: a member of the office without any role in a production."""
    from topsheet.platform.models import User

    def make(name: str = "Ada") -> User:
        slug = name.lower().replace(" ", ".")
        user = User(email=f"{slug}@example.org", name=name)
        user.set_unusable_password()
        user.save()
        return user

    return make


@pytest.fixture
def production(owner: User) -> Callable[..., Production]:
    """``production(title=…, country=…)``: a production opened by the owner."""
    from topsheet.production.services import create_production

    def make(title: str = "The Orchard", **fields: Any) -> Production:
        return create_production(actor=owner, title=title, **fields)

    return make


@pytest.fixture
def member(owner: User, person: Callable[..., User]) -> Callable[..., User]:
    """``member(production, "accountant")``: a new user with that role in the production."""
    from topsheet.production.services import add_member

    def make(production: Production, role: str) -> User:
        user = person(f"{role} {production.uid}")
        add_member(owner, production, user, role)
        return user

    return make


@dataclass(frozen=True)
class CommandLine:
    """The real program in a process of its own, on a data folder and database of its own."""

    data: Path
    database_url: str = ""  # "": SQLite in the data folder

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if "TOPSHEET" not in name}
        own = {"TOPSHEET_DATA": str(self.data), "TOPSHEET_DATABASE_URL": self.database_url}
        return clean | own | {"PYTHONPATH": str(_SRC)}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "topsheet.cli.main", *arguments]

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


@pytest.fixture
def topsheet(tmp_path: Path) -> Iterator[CommandLine]:
    """``topsheet("productions", "--json")`` runs the command line and gives what it said."""
    if url := os.environ.get("TOPSHEET_DATABASE_URL"):
        with _new_database(url) as own:
            yield CommandLine(tmp_path / "data", own)
    else:
        yield CommandLine(tmp_path / "data")


@contextmanager
def _new_database(cluster: str) -> Iterator[str]:
    """The url of an empty database in the cluster, dropped afterwards."""
    import psycopg

    name = f"office_{uuid4().hex}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield cluster.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def command(owner: User, office: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """``command("productions", "--json")`` in this process, on the test's own database.

    Acts as ``owner``. Quicker than ``topsheet``, and on both databases.
    """
    from typer.testing import CliRunner

    from topsheet.cli.main import app

    monkeypatch.setenv("TOPSHEET_DEBUG", "1")  # a fault of ours is raised, not told

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(app, list(arguments))

    return run
