"""The test bench: a data folder and a database of its own, and fixtures every room shares.

    pytest                                          on SQLite
    TOPSHEET_TEST_DATABASE=postgresql pytest        on a throw-away PostgreSQL cluster

The environment is set here, before Django reads it; pytest-django then finds it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE), str(_HERE / "src")]

from tests.harness.postgresql import Cluster, NoServer  # noqa: E402 - the path is set above

pytest_plugins = ["tests.harness.fixtures"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet.site.settings")
os.environ["TOPSHEET_DATA"] = tempfile.mkdtemp(prefix="topsheet-tests-")

# The seed is the hash of the test: a failure comes back on every machine.
hypothesis_settings.register_profile("topsheet", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("topsheet")

_cluster: Cluster | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the database, then read the settings; pytest-django sets Django up after this."""
    if not hasattr(config, "workerinput"):  # workers inherit the environment
        _choose_database(config)
    from django.conf import settings

    assert settings.INSTALLED_APPS


def _choose_database(config: pytest.Config) -> None:
    global _cluster
    os.environ.pop("TOPSHEET_DATABASE_URL", None)
    wanted = os.environ.get("TOPSHEET_TEST_DATABASE", "sqlite")
    if wanted == "postgresql" and not config.option.collectonly:
        try:
            _cluster = Cluster()
            os.environ["TOPSHEET_DATABASE_URL"] = _cluster.url
        except NoServer as reason:
            os.environ["TOPSHEET_TEST_NO_SERVER"] = str(reason)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(os.environ["TOPSHEET_DATA"], ignore_errors=True)
    if _cluster is not None:
        _cluster.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave SQLite's own tests to its run. Without a server, say so once per test rather than
    pass on the wrong database.
    """
    if os.environ.get("TOPSHEET_TEST_DATABASE") == "postgresql":
        others = [item for item in items if item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]
    if reason := os.environ.get("TOPSHEET_TEST_NO_SERVER"):
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was skipped; a reason says what is missing and how to get it."""
    reasons: dict[str, int] = defaultdict(int)
    for report in terminalreporter.stats.get("skipped", []):
        text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[text.removeprefix("Skipped: ")] += 1
    not_run = os.environ.get("TOPSHEET_TEST_NOT_RUN")
    if reasons or not_run:
        terminalreporter.section("skipped, and how to enable it")
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{count:5d}  {reason}")
        if not_run:
            terminalreporter.line(f"       {not_run}")
