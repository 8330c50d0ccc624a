"""The documentation says what the code says, and its links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "bench" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_the_reference_is_what_the_code_says():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    stale = [
        name
        for name, text in generate.pages().items()
        if not (generate.REFERENCE / name).is_file()
        or (generate.REFERENCE / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


COMMAND = re.compile(r"^\s{4}topsheet ([a-z]+(?: [a-z]+)?)", re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_that_are_shown_exist(page):
    import typer.main

    from topsheet.cli.main import app

    root = typer.main.get_command(app)
    for shown in COMMAND.findall(page.read_text(encoding="utf-8")):
        first, *rest = shown.split()
        assert first in root.commands, shown
        inner = getattr(root.commands[first], "commands", None)
        if inner is not None and rest:
            assert rest[0] in inner, shown
