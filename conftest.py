"""What every room's tests share: other people's samples, and an honest list of what was not run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
SAMPLES = Path(os.environ.get("TOPSHEET_SAMPLES", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of other people's files; a test that needs it is skipped without it."""
    if not SAMPLES.is_dir():
        pytest.skip("outside samples are not here (name their folder in TOPSHEET_SAMPLES)")
    return SAMPLES
