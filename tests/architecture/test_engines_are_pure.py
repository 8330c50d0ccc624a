"""What ruff's banned imports cannot see: built-in I/O and chance without a seed in engines."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "topsheet"
BUILTINS = {"open", "print", "input", "exec", "eval", "globals"}
SEEDED = {"Random", "default_rng", "RandomState", "seed"}

FILES = sorted(
    path
    for folder in [SOURCE / "kernel", *SOURCE.glob("*/engine")]
    for path in folder.rglob("*.py")
    if "tests" not in path.parts
)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_an_engine_touches_nothing_outside(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [f"line {node.lineno}: {why}" for node in ast.walk(tree) for why in impure(node)]
    assert not found


def impure(node):
    if isinstance(node, ast.Global):
        yield "global state"
    if isinstance(node, ast.Call):
        name = called(node.func)
        if isinstance(node.func, ast.Name) and name in BUILTINS:
            yield f"{name}()"
        if name in SEEDED and not node.args and not node.keywords:
            yield f"{name}() without a seed"


def called(function):
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


HEAVY = ("ortools", "numpy", "lxml", "pypdfium2", "openpyxl", "xlsxwriter", "typst", "holidays")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_heavy_libraries_are_imported_where_they_are_used(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [
        alias.name if isinstance(node, ast.Import) else node.module or ""
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    assert not [name for name in names if name.split(".")[0] in HEAVY]
