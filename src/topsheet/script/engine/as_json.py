"""A script as the plain object that the command line and the API print."""

from __future__ import annotations

from typing import Any

from topsheet.kernel.problem import Problem
from topsheet.script.engine.types import Character, Scene, Script


def as_json(script: Script) -> dict[str, Any]:
    """Title, pages, scenes, characters and problems as JSON values.

    A scene's ``eighths`` is a whole number of eighths; ``pages_by_eighths`` is written as
    the trade writes it ("96 6/8"). Scenes of a character are their numbers.
    """
    return {
        "title": script.title,
        "format": script.format.value,
        "pages": script.pages,
        "pages_by_eighths": str(script.pages_by_eighths),
        "eighths_source": script.eighths_source,
        "scenes": [scene_as_json(scene) for scene in script.scenes],
        "characters": [_character(character, script) for character in script.characters],
        "problems": [problem_as_json(problem) for problem in script.problems],
    }


def scene_as_json(scene: Scene) -> dict[str, Any]:
    """One line of the scene list."""
    return {
        "number": scene.number,
        "heading": scene.heading,
        "intext": scene.intext.value,
        "set": scene.set_name,
        "time": scene.time,
        "light": scene.light.value,
        "eighths": scene.eighths.count,
        "page": scene.page,
        "line": scene.line,
        "characters": list(scene.characters),
        "omitted": scene.omitted,
    }


def problem_as_json(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "severity": problem.severity.value,
        "message": problem.message,
    }


def _character(character: Character, script: Script) -> dict[str, Any]:
    return {
        "name": character.name,
        "scenes": [script.scenes[index].number for index in character.scenes],
        "lines": character.lines,
        "words": character.words,
    }
