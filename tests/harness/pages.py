"""What every page of ours must be: well formed, titled, nothing inline, nothing foreign."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_DATA_SCRIPTS = frozenset({"application/json", "application/ld+json"})


class _Reader(HTMLParser):
    """Collects what is wrong; positions are lines of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.headings = 0
        self.title = ""
        self.lang = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._look(tag, given)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open[-1] != tag:
            self._say(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += data
        if "{{" in data or "{%" in data:
            self._say(f"template code is shown: {data.strip()[:60]}")

    def close(self) -> None:
        super().close()
        if self._open:
            self._say(f"left open: {self._open}")

    def _look(self, tag: str, given: dict[str, str]) -> None:
        self._look_for_inline(tag, given)
        if "id" in given:
            self.ids.append(given["id"])
        self.headings += tag == "h1"
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "img" and "alt" not in given:
            self._say("an image without alt")
        for name in ("src", "href", "action"):
            if given.get(name, "").startswith(("http:", "https:", "//")) and tag != "a":
                self._say(f"<{tag}> loads {given[name]} from elsewhere")

    def _look_for_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given:
            self._say(f"inline style on <{tag}>")
        if tag == "script" and "src" not in given and given.get("type") not in _DATA_SCRIPTS:
            self._say("inline script")
        for name, value in given.items():
            if name.startswith(("on", "hx-on")):
                self._say(f"handler {name} on <{tag}>")
            if value.strip().lower().startswith("javascript:"):
                self._say(f"javascript: in {name}")

    def _say(self, what: str) -> None:
        self.wrong.append(f"line {self.getpos()[0]}: {what}")


def assert_clean_page(response: Any, status: int = 200) -> str:
    """A whole page with its status, a title, one h1, a strict CSP, nothing inline. Its text."""
    assert response.status_code == status, response.content[:2000].decode(errors="replace")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    page = _read(response)
    assert page.title.strip(), "the page has no title"
    assert page.lang, "the page does not say its language"
    assert page.headings == 1, f"the page has {page.headings} h1"
    return str(response.content.decode())


def assert_clean_fragment(response: Any, status: int = 200) -> str:
    """A fragment for htmx: the same, without the frame of a page."""
    assert response.status_code == status, response.content[:2000].decode(errors="replace")
    assert not _read(response).title
    return str(response.content.decode())


def _read(response: Any) -> _Reader:
    page = _Reader()
    page.feed(response.content.decode())
    page.close()
    doubled = sorted({name for name in page.ids if page.ids.count(name) > 1})
    assert not doubled, f"ids used twice: {doubled}"
    assert not page.wrong, "\n".join(page.wrong)
    return page
