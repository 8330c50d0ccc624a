"""Who speaks, where and how much."""

from __future__ import annotations

from collections.abc import Sequence

from topsheet.script.engine.types import Character, ElementKind, Scene, ScriptElement

_SAID = frozenset({ElementKind.DIALOGUE, ElementKind.LYRIC})


def speakers(elements: Sequence[ScriptElement]) -> tuple[str, ...]:
    """The names of a scene's cues, each once, in order."""
    cues = (e.speaker for e in elements if e.kind is ElementKind.CHARACTER)
    return tuple(dict.fromkeys(cues))


def characters(scenes: Sequence[Scene]) -> tuple[Character, ...]:
    """Every speaking part in order of first cue: scenes with a cue, speeches, words spoken.

    What is said in an omitted scene is not heard. A speech is one cue with what is said
    under it; parentheticals are not words spoken.
    """
    where: dict[str, list[int]] = {}
    lines: dict[str, int] = {}
    words: dict[str, int] = {}
    for scene in (scene for scene in scenes if not scene.omitted):
        for element in scene.elements:
            name = element.speaker
            if not name:
                continue
            if element.kind is ElementKind.CHARACTER:
                seen = where.setdefault(name, [])
                if not seen or seen[-1] != scene.index:
                    seen.append(scene.index)
                lines[name] = lines.get(name, 0) + 1
            elif element.kind in _SAID:
                words[name] = words.get(name, 0) + len(element.text.split())
    return tuple(
        Character(name=name, scenes=tuple(seen), lines=lines[name], words=words.get(name, 0))
        for name, seen in where.items()
    )
