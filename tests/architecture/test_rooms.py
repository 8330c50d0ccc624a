"""The house: every room introduces itself, and no row points at a row above it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "topsheet"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def floors() -> dict[str, int]:
    """Room → floor, from the contract itself (0 is the top)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["id"] == "rooms")
    return {room.strip(): n for n, layer in enumerate(layers) for room in layer.split("|")}


def test_every_room_has_a_floor():
    assert set(ROOMS) == set(floors())


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_introduces_itself(room):
    readme = SOURCE / room / "README.md"
    assert readme.is_file(), f"{room} has no README.md"
    assert len(readme.read_text(encoding="utf-8")) > 300


def test_no_relation_points_upward():
    from django.apps import apps

    upward = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("topsheet.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if rises(model, field.related_model)
    ]
    assert not upward


def rises(model, related) -> bool:
    above, below = room_of(related), room_of(model)
    floor = floors()
    if above is None or below is None or above == below:
        return False
    return floor[above] <= floor[below]


def room_of(model) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "topsheet" else None


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("this is not a git checkout; run it in a clone")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


# Written in pieces, so that this file passes its own test.
NAMES = ["/wo" + r"rk/", "/ro" + r"ot/", "files.python" + "hosted", "pypi" + r"\.org/simple"]
FOREIGN = re.compile("|".join(NAMES))


def test_the_repository_names_no_machine():
    found = []
    for path in committed():
        if not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {m}" for m in FOREIGN.findall(text)]
    assert not found


def test_the_lock_file_has_a_hash_for_everything_and_names_no_host():
    for name in ("requirements.lock", "bench/requirements.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert [b for b in blocks if "--hash=sha256:" not in b] == []
