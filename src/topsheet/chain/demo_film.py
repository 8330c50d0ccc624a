"""The film the demo plans, written for this project, and the choices it is planned with."""

from __future__ import annotations

from importlib import resources

DEMO = "short-weight.fountain"
DEMO_TITLE = "Short Weight"
DEMO_OPTIONS = {
    "title": DEMO_TITLE,
    "country": "FR",
    "level": "low",
    "start": "2027-04-05",
    "currency": "EUR",
}


def demo_script() -> bytes:
    """The screenplay “Short Weight” in Fountain."""
    return resources.files("topsheet.chain").joinpath("demo", DEMO).read_bytes()
