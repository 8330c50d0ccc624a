"""What a reader of one format hands to the rest: scenes not yet numbered or measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.problem import Problem, Severity
from topsheet.script.engine.headings import Heading
from topsheet.script.engine.pagination import US_LETTER, Layout
from topsheet.script.engine.types import Format, ScriptElement


@dataclass(slots=True, kw_only=True)
class RawScene:
    """A heading and what follows it. ``length`` and ``page`` only where the file says so."""

    heading: Heading
    line: int
    elements: list[ScriptElement] = field(default_factory=list)
    synopsis: str = ""
    omitted: bool = False
    length: Eighths | None = None
    page: int | None = None


@dataclass(slots=True, kw_only=True)
class Manuscript:
    """A script as one format's reader found it, being filled. ``layout`` is the page it is
    to be printed on.
    """

    format: Format
    title_page: dict[str, str] = field(default_factory=dict)
    preamble: list[ScriptElement] = field(default_factory=list)
    scenes: list[RawScene] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    layout: Layout = US_LETTER

    def remark(self, message: str, line: int = 0, severity: Severity = Severity.NOTE) -> None:
        self.problems.append(Problem(message=message, line=line, severity=severity))

    @property
    def open_elements(self) -> list[ScriptElement]:
        """Where the next element goes: the last scene, or the preamble."""
        return self.scenes[-1].elements if self.scenes else self.preamble
