"""What the ES modules of the room say; names in braces are filled in there."""

from __future__ import annotations

from django.utils.translation import gettext as _


def review_words() -> dict[str, str]:
    """Words of the keyboard pass."""
    return _shared() | {
        "progress": _("{n} of {all} decided"),
        "kept": _("{n} answer to the filter"),
        "sceneDone": _("all decided"),
        "sceneLeft": _("{n} to decide"),
        "sure": _("{n} % sure"),
        "flag": _("Flag"),
        "flagsOf": _("Flags of scene {number}"),
        "lost": _("accepted before; this draft no longer says it"),
        "refuse": _("Not here"),
        "allDone": _("Everything is decided."),
        "keptDone": _("All that answers to the filter is decided."),
        "nothingLeft": _("Nothing is left to accept in this scene."),
        "addTo": _("Add to scene {number}"),
        "addWords": _("Add “{words}” to scene {number}"),
        "otherwise": _("Call it otherwise"),
        "add": _("Add"),
        "words": _("Words of the script"),
        "called": _("Called"),
        "asSelected": _("as selected"),
    }


def element_words() -> dict[str, str]:
    """Words of the list of elements."""
    return _shared() | {
        "chosen": _("{n} chosen"),
        "renameOf": _("Rename {name}"),
        "name": _("Name"),
        "categoryOfMany": _("Category of {n} elements"),
        "mergeOfMany": _("Merge {n} elements into"),
        "linkOf": _("Wherever {name} is"),
        "needs": _("this is needed too"),
        "alwaysWith": _("or it is always with this role"),
        "link": _("Link"),
        "splitOf": _("Part of {name} is something else"),
        "split": _("Split"),
        "scenes": _("In the scenes"),
        "is": _("it is"),
        "add": _("Add"),
        "addElement": _("Add an element"),
        "one": _("Choose one element for this."),
    }


def presence_words() -> dict[str, str]:
    """Words of the grid of scenes and roles."""
    return _shared() | {
        "scene": _("Scene"),
        "works": _("works"),
        "voiceOnly": _("voice only"),
        "named": _("named, works no day"),
        "absent": _("not in the scene"),
        "cell": _("{role}, scene {scene}: {how}"),
        "loading": _("The grid is on its way."),
        "page": _("Scenes {first}–{last} of {all}"),
    }


def _shared() -> dict[str, str]:
    return {
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "suggested": _("suggested"),
        "save": _("Save"),
        "search": _("Search"),
        "category": _("Category"),
        "categoryOf": _("Category of {name}"),
        "mergeOf": _("{name} is the same as"),
        "noteOn": _("Note on {name}"),
        "note": _("Note"),
        "quantityOf": _("How many: {name}"),
        "quantity": _("Quantity"),
    }
