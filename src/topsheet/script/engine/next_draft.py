"""The scenes as they stand after a new draft: names, numbers, corrections and lengths carried.

A scene keeps its uid over drafts. A correction holds as long as the draft reads what it read
before; where the new draft reads otherwise, the draft counts. A length that was set by hand
holds always, and only scenes that were rewritten are measured anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from topsheet.kernel.eighths import Eighths
from topsheet.script.engine.compare import Changed, Comparison, Match
from topsheet.script.engine.corrections import QUIET, WORDS, Correctable, in_words
from topsheet.script.engine.numbers import inserted_number
from topsheet.script.engine.types import IntExt, Light, Scene, Script

_CARRIED = ("heading", "intext", "set_name", "time", "synopsis")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScene:
    """A scene as it stands, and of each corrected field what was read."""

    scene: Scene
    corrected: Mapping[str, Any] = field(default_factory=dict)

    @property
    def as_read(self) -> Scene:
        """The scene as its draft has it; a number given here stays, for scenes are found by it."""
        read = {n: v for n, v in self.corrected.items() if n not in ("number", "numbered")}
        return replace(self.scene, **{name: _typed(name, value) for name, value in read.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextScene:
    """A scene after the new draft. ``dropped`` are corrections that the draft made moot."""

    scene: Scene
    corrected: Mapping[str, Any]
    old: int | None
    dropped: tuple[str, ...] = ()


def next_scenes(
    old: Sequence[KeptScene],
    new: Script,
    comparison: Comparison,
    *,
    locked: bool,
    colour: str,
) -> tuple[NextScene, ...]:
    """The scenes in their new order, omitted ones where they stood.

    With ``locked`` numbers, or where the draft brings none, scenes keep theirs and new ones
    take letters; else the draft's numbers count. An omitted scene whose number the draft
    gave to another is told apart by the ``colour`` of its paper.
    """
    own = not locked and (any(s.numbered for s in new.scenes) or not comparison.same_film)
    scenes: list[NextScene] = []
    free = _free_uid(old)
    light = ""
    for match in comparison.matches:
        if match.new is None:
            scenes.append(_left_out(old[match.old or 0], match.old or 0, scenes))
            continue
        read = new.scenes[match.new]
        if match.old is None:
            found = NextScene(scene=replace(read, uid=f"s{free:04d}"), corrected={}, old=None)
            free += 1
        else:
            found = _carried(old[match.old], read, match, own)
        found = _in_light(found, light)
        light = found.scene.light.value
        scenes.append(found)
    return _in_order(_numbered(scenes, own, colour))


def _carried(kept: KeptScene, read: Scene, match: Match, own: bool) -> NextScene:
    """A scene of the new draft that the old one had: what people said of it goes along."""
    before, corrected = kept.as_read, dict(kept.corrected)
    dropped: list[str] = []
    if read.omitted:
        read = replace(before, omitted=True, line=read.line, page=read.page, number=read.number,
                       numbered=read.numbered)  # fmt: skip
    fields: dict[str, Any] = {"uid": kept.scene.uid}
    for name in (*_CARRIED, "omitted", "light"):
        if name not in corrected:
            continue
        if getattr(before, name) == getattr(read, name):
            fields[name] = getattr(kept.scene, name)
            continue
        if name in WORDS and getattr(kept.scene, name) != getattr(read, name):
            dropped.append(name)
        del corrected[name]
    if "light" in fields:
        fields["light_inherited"] = kept.scene.light_inherited
    else:
        corrected.pop("light_inherited", None)
    fields |= _length(kept, read, match, corrected)
    fields |= _number(kept, read, own, corrected)
    return NextScene(
        scene=replace(read, **fields), corrected=corrected if set(corrected) - QUIET else {},
        old=match.old, dropped=tuple(dropped),
    )  # fmt: skip


def _length(
    kept: KeptScene, read: Scene, match: Match, corrected: dict[str, Any]
) -> dict[str, Any]:
    if "eighths" in corrected:
        corrected["eighths"] = read.eighths.count
        return {"eighths": kept.scene.eighths}
    measured_anew = Changed.TEXT in match.changed or not kept.scene.eighths.count
    return {} if measured_anew and not read.omitted else {"eighths": kept.scene.eighths}


def _number(kept: KeptScene, read: Scene, own: bool, corrected: dict[str, Any]) -> dict[str, Any]:
    """The number a scene keeps; the draft's where its numbers count."""
    said = corrected.get("number", kept.scene.number)
    if own and read.numbered and read.number != said:
        corrected.pop("number", None)
        corrected.pop("numbered", None)
        return {}
    return {"number": kept.scene.number, "numbered": kept.scene.numbered or read.numbered}


def _left_out(kept: KeptScene, index: int, before: Sequence[NextScene]) -> NextScene:
    """A scene that the draft does not have: omitted, unless a person keeps it in the film."""
    corrected = dict(kept.corrected)
    stays = corrected.get("omitted") is True and not kept.scene.omitted
    if not stays:
        corrected.pop("omitted", None)
    last = before[-1].scene if before else None
    return NextScene(
        scene=replace(
            kept.scene, omitted=not stays, line=last.line if last else 0,
            page=last.page if last else 1,
        ),
        corrected=corrected, old=index,
    )  # fmt: skip


def _in_light(found: NextScene, before: str) -> NextScene:
    """A scene that goes on plays in the light of the one before, as that stands now."""
    scene = found.scene
    if not before or not scene.light_inherited or "light" in found.corrected:
        return found
    return replace(found, scene=replace(scene, light=Light(before)))


def _numbered(scenes: Sequence[NextScene], own: bool, colour: str) -> list[NextScene]:
    """Each new scene a number: the draft's where those count or it is free, else a letter."""
    counted = own and not any(one.scene.numbered for one in scenes if one.old is None)
    waiting = {
        n for n, one in enumerate(scenes)
        if one.old is None and not (own and (one.scene.numbered or counted))
    }  # fmt: skip
    settled = {one.scene.number.casefold() for n, one in enumerate(scenes)
               if n not in waiting and not one.scene.omitted}  # fmt: skip
    done = [_told_apart(one, settled, colour) for one in scenes]
    taken = {one.scene.number.casefold() for n, one in enumerate(done) if n not in waiting}
    for n in sorted(waiting):
        number = done[n].scene.number
        if not done[n].scene.numbered or number.casefold() in taken:
            before = done[n - 1].scene.number if n else ""
            rest = (one for m, one in enumerate(done[n + 1 :], n + 1) if m not in waiting)
            after = next((one.scene.number for one in rest), "")
            number = inserted_number(before, after, taken)
        taken.add(number.casefold())
        done[n] = replace(done[n], scene=replace(done[n].scene, number=number, numbered=True))
    return done


def _told_apart(one: NextScene, drafts: Iterable[str], colour: str) -> NextScene:
    scene = one.scene
    if not scene.omitted or scene.number.casefold() not in drafts:
        return one
    return replace(one, scene=replace(scene, number=f"{scene.number}-{colour}"[:20]))


def _in_order(scenes: Sequence[NextScene]) -> tuple[NextScene, ...]:
    return tuple(replace(one, scene=replace(one.scene, index=n)) for n, one in enumerate(scenes))


def _free_uid(old: Sequence[KeptScene]) -> int:
    numbers = (kept.scene.uid.removeprefix("s") for kept in old)
    return max((int(n) for n in numbers if n.isdecimal()), default=0) + 1


def dropped_in_words(one: NextScene, old: Sequence[KeptScene]) -> list[str]:
    """The corrections a draft made moot, as people read them: ``set KITCHEN``."""
    if one.old is None:
        return []
    kept = old[one.old].scene
    values = {name: getattr(kept, name) for name in one.dropped}
    return [
        f"{WORDS[Correctable(name)]} {in_words(Correctable(name), v)}" for name, v in values.items()
    ]


def _typed(name: str, value: Any) -> Any:
    """A row's value as the engine's type."""
    if name == "eighths":
        return Eighths(value)
    if name == "intext":
        return IntExt(value)
    return Light(value) if name == "light" else value
