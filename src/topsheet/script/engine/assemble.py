"""From what a reader found to a script: numbers, sets, light, lengths, characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from topsheet.kernel.eighths import Eighths
from topsheet.kernel.problem import Problem, Severity
from topsheet.script.engine.analysis import characters, speakers
from topsheet.script.engine.headings import Heading
from topsheet.script.engine.lengths import to_eighths
from topsheet.script.engine.limits import cut_names, cut_title
from topsheet.script.engine.manuscript import Manuscript, RawScene
from topsheet.script.engine.pagination import Pagination, paginate
from topsheet.script.engine.types import EighthsMode, IntExt, Light, Scene, Script
from topsheet.script.engine.words import OMITTED_WORDS

IMPORTED = "imported"


def assemble(
    manuscript: Manuscript, title: str, eighths: EighthsMode | None, measured: Pagination | None
) -> Script:
    """Make the script. ``measured`` is given where the source is itself printed (PDF);
    ``eighths`` None keeps lengths that the file brings and measures by ``nearest`` otherwise.
    """
    title = cut_title(manuscript, title)
    cut_names(manuscript)
    scenes = manuscript.scenes
    for scene in scenes:
        scene.omitted = scene.omitted or _says_omitted(scene.heading)
    pages = measured or paginate(
        manuscript.preamble,
        [(scene.heading.text, scene.elements) for scene in scenes],
        manuscript.layout,
    )
    lengths = _lengths(manuscript, pages, eighths)
    finished = _scenes(manuscript, lengths, pages)
    problems = sorted(manuscript.problems, key=lambda problem: problem.line)
    return Script(
        title=title,
        format=manuscript.format,
        title_page=manuscript.title_page,
        pages=lengths.pages,
        pages_by_eighths=Eighths(sum(s.eighths.count for s in finished if not s.omitted)),
        eighths_source=lengths.source,
        scenes=finished,
        characters=characters(finished),
        problems=tuple(problems),
        preamble=tuple(manuscript.preamble),
        details=manuscript.details,
    )


def _says_omitted(heading: Heading) -> bool:
    """A deleted scene keeps its number and nothing else: 12 OMITTED."""
    return heading.text.upper().strip(" .*-–") in OMITTED_WORDS or (
        heading.set_name.upper() in OMITTED_WORDS
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lengths:
    eighths: Sequence[Eighths]
    page_of: Sequence[int]
    pages: int
    source: str


def _lengths(manuscript: Manuscript, pages: Pagination, mode: EighthsMode | None) -> _Lengths:
    scenes = manuscript.scenes
    counted = [n for n, scene in enumerate(scenes) if not scene.omitted]
    own = to_eighths(
        [pages.scenes[n].lines for n in counted],
        pages.page_lines,
        pages.pages,
        mode or EighthsMode.NEAREST,
    )
    if mode is EighthsMode.RECONCILED and len(counted) > pages.pages * 8:
        manuscript.remark(
            f"{len(counted)} scenes of at least 1/8 each are more than {pages.pages} pages; "
            "the lengths cannot be reconciled with the page count.",
            severity=Severity.WARNING,
        )
    eighths = [Eighths(0)] * len(scenes)
    for n, length in zip(counted, own, strict=True):
        eighths[n] = length
    measured_pages = [scene.page for scene in pages.scenes]
    brought = [scene.length for scene in scenes]
    if mode is not None or not any(length is not None for length in brought):
        source = (mode or EighthsMode.NEAREST).value
        return _Lengths(eighths=eighths, page_of=measured_pages, pages=pages.pages, source=source)
    kept = [_brought(manuscript, scene, mine) for scene, mine in zip(scenes, eighths, strict=True)]
    page_of = [scene.page or mine for scene, mine in zip(scenes, measured_pages, strict=True)]
    last = _last_page(scenes, page_of, pages.pages)
    return _Lengths(eighths=kept, page_of=page_of, pages=last, source=IMPORTED)


def _brought(manuscript: Manuscript, scene: RawScene, mine: Eighths) -> Eighths:
    if scene.length is not None or scene.omitted:
        return scene.length or Eighths(0)
    manuscript.remark(
        f"The file gives no length for “{scene.heading.text[:60]}”; it was measured as {mine}.",
        scene.line,
        Severity.WARNING,
    )
    return mine


def _last_page(scenes: Sequence[RawScene], page_of: Sequence[int], measured: int) -> int:
    """Pages of the file's own count: where the last scene starts, and how far it runs."""
    if not scenes or scenes[-1].page is None:
        return max([measured, *page_of])
    length = scenes[-1].length
    return max(page_of) + (max(0, (length.count - 1) // 8) if length else 0)


def _scenes(manuscript: Manuscript, lengths: _Lengths, pages: Pagination) -> tuple[Scene, ...]:
    finished: list[Scene] = []
    numbers = _numbers(manuscript)
    intext, light, set_name = IntExt.INT, Light.DAY, ""
    for index, raw in enumerate(manuscript.scenes):
        inherited = raw.heading.light is None
        _remark_missing(manuscript, raw, intext, light, first=index == 0)
        intext = raw.heading.intext or intext
        light = raw.heading.light or light
        set_name = raw.heading.set_name or set_name
        number, numbered = numbers[index]
        finished.append(
            Scene(
                index=index,
                number=number,
                numbered=numbered,
                heading=raw.heading.text,
                intext=intext,
                set_name=set_name,
                time=raw.heading.time,
                light=light,
                light_inherited=inherited,
                eighths=lengths.eighths[index],
                page=lengths.page_of[index],
                line=raw.line,
                elements=tuple(raw.elements),
                characters=speakers(raw.elements),
                omitted=raw.omitted,
                synopsis=raw.synopsis,
            )
        )
    return tuple(finished)


def _numbers(manuscript: Manuscript) -> list[tuple[str, bool]]:
    """The script's own numbers, or counted ones; a number used twice is remarked on."""
    scenes = manuscript.scenes
    own = {scene.heading.number for scene in scenes if scene.heading.number}
    seen: dict[str, int] = {}
    numbers: list[tuple[str, bool]] = []
    counter = 0
    for scene in scenes:
        number = scene.heading.number
        if number:
            _remark_repeated(manuscript, number, scene.line, seen)
            numbers.append((number, True))
            continue
        counter = _next_free(counter, own)
        numbers.append((str(counter), False))
    if own and len(own) < len(scenes) and any(not numbered for _, numbered in numbers):
        _remark_unnumbered(manuscript, numbers)
    return numbers


def _next_free(counter: int, taken: set[str]) -> int:
    counter += 1
    while str(counter) in taken:
        counter += 1
    return counter


def _remark_repeated(manuscript: Manuscript, number: str, line: int, seen: dict[str, int]) -> None:
    if number in seen:
        manuscript.remark(
            f"Scene number {number} is used twice: here and on line {seen[number]}.",
            line,
            Severity.WARNING,
        )
    seen.setdefault(number, line)


def _remark_unnumbered(manuscript: Manuscript, numbers: list[tuple[str, bool]]) -> None:
    for scene, (number, numbered) in zip(manuscript.scenes, numbers, strict=True):
        if not numbered:
            manuscript.remark(
                f"“{scene.heading.text[:60]}” has no scene number while others have; "
                f"it was counted as {number}.",
                scene.line,
                Severity.WARNING,
            )


def _remark_missing(
    manuscript: Manuscript, raw: RawScene, intext: IntExt, light: Light, *, first: bool
) -> None:
    """One remark for what a heading does not say and what was taken instead."""
    heading = raw.heading
    if raw.omitted or (heading.intext and (heading.light or (heading.continues and not first))):
        return
    missing, taken = [], []
    if heading.intext is None:
        missing.append("INT or EXT")
        taken.append(intext.value)
    if heading.light is None and not (heading.continues and not first):
        missing.append("a time of day")
        taken.append(light.value)
    if not missing:
        return
    like = "for want of a scene before it" if first else "like the scene before"
    manuscript.problems.append(
        Problem(
            message=f"“{heading.text[:60]}” does not name {' or '.join(missing)}; "
            f"read as {', '.join(taken)}, {like}.",
            line=raw.line,
        )
    )
