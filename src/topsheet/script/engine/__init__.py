"""Screenplays in: readers, pagination, eighths, characters. Pure; see types.py for the words."""

from topsheet.script.engine.as_json import as_json, problem_as_json, scene_as_json
from topsheet.script.engine.read import EXTENSIONS, read_script

__all__ = ["EXTENSIONS", "as_json", "problem_as_json", "read_script", "scene_as_json"]
