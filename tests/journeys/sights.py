"""Every page of the product, and the four ways each is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, StorageState


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A size of window and a colour scheme."""

    name: str
    width: int
    height: int
    scheme: str

    def context(self, browser: Browser, state: StorageState | None = None) -> BrowserContext:
        return browser.new_context(
            viewport={"width": self.width, "height": self.height},
            color_scheme=self.scheme,  # type: ignore[arg-type]
            storage_state=state,
            reduced_motion="reduce",
            locale="en-GB",
        )


DESKTOP_LIGHT = Variant(name="desktop-light", width=1440, height=900, scheme="light")
PHONE_LIGHT = Variant(name="phone-light", width=390, height=844, scheme="light")
VARIANTS = (
    DESKTOP_LIGHT,
    Variant(name="desktop-dark", width=1440, height=900, scheme="dark"),
    PHONE_LIGHT,
    Variant(name="phone-dark", width=390, height=844, scheme="dark"),
)

# Pages by a short name; {p} is the uid of the planned production.
OFFICE_PAGES = {
    "slate": "/",
    "new": "/new/",
    "archive": "/?show=archive",
    "bin": "/?show=bin",
    "go-to": "/go-to/",
    "password": "/password/",
    "shortcuts": "/shortcuts/",
    "not-found": "/nowhere/",
}
PRODUCTION_PAGES = {
    "topsheet": "/p/{p}/",
    "script": "/p/{p}/script/",
    "breakdown": "/p/{p}/breakdown/",
    "decide": "/p/{p}/breakdown/decide/",
    "elements": "/p/{p}/breakdown/elements/",
    "who-is-where": "/p/{p}/breakdown/presence/",
    "budget": "/p/{p}/budget/",
    "people": "/p/{p}/people/",
    "cast": "/p/{p}/people/cast/",
    "import": "/p/{p}/people/import/",
    "places": "/p/{p}/places/",
    "sets": "/p/{p}/places/sets/",
    "board": "/p/{p}/board/",
    "day-out-of-days": "/p/{p}/day-out-of-days/",
    "explain": "/p/{p}/explain/?address=budget",
    "changes": "/p/{p}/changes/?since=1",
    "settings": "/p/{p}/settings/",
}
OUTSIDE_PAGES = {"sign-in": "/sign-in/?next=/"}
