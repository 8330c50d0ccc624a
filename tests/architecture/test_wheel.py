"""The wheel carries what the program reads: templates, packs, static files, migrations."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


def test_everything_but_tests_is_in_the_wheel(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("topsheet/")}
    assert packed == expected()


def expected() -> set[str]:
    return {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "topsheet").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
        if "tests" not in path.relative_to(SOURCE).parts
    }
