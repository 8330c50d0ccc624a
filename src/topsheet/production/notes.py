"""Notes and attachments on anything: who may, how much, and what is kept.

The thing is named by kind and uid; whoever may see its room reads what is laid on it, whoever
may edit there adds to it. A note is edited by who wrote it, deleted by them or by somebody who
approves in the room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from topsheet.kernel.errors import InvalidInput, NotAllowed, NotFound
from topsheet.platform import files
from topsheet.platform.models import User
from topsheet.production.access import Level, allowed, level_in, require
from topsheet.production.changes import recording
from topsheet.production.file_types import checked
from topsheet.production.models import Attachment, Note, Production, Scenario, ScenarioRecord
from topsheet.production.rows import kinds

LARGEST = 50 * 1024 * 1024  # bytes of one file
QUOTA = 2 * 1024 * 1024 * 1024  # bytes of all files of a production
LONGEST = 10_000  # characters of a note
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What notes are laid on. ``scenario`` is the one they are read in."""

    kind: str
    uid: str
    room: str
    title: str
    scenario: Scenario

    @property
    def production(self) -> Production:
        return self.scenario.production

    @property
    def about(self) -> dict[str, str]:
        """How its notes name it; what all scenarios share is of none."""
        shared = self.kind == Production.KIND or not issubclass(kinds()[self.kind], ScenarioRecord)
        scenario = "" if shared else self.scenario.uid
        return {"about_kind": self.kind, "about_uid": self.uid, "about_scenario": scenario}


def find_thing(user: User, scenario: Scenario, kind: str, uid: str) -> Thing:
    """The thing, for somebody who may see its room. Raises NotFound, NotAllowed."""
    production = scenario.production
    if kind == Production.KIND:
        require(user, production, "production", Level.VIEW)
        return Thing(kind=kind, uid=production.uid, room="production", title=production.title,
                     scenario=scenario)  # fmt: skip
    model = kinds().get(kind)
    if model is None:
        raise NotFound(
            f"There is no “{kind[:40]}” to lay a note on. Say production, scene, strip, element, "
            "person, place, account or budget-line."
        )
    uid = uid.replace("\0", "")
    room = model._meta.app_label
    require(user, production, room, Level.VIEW)
    where = (
        {"scenario": scenario} if issubclass(model, ScenarioRecord) else {"production": production}
    )
    found = model._default_manager.filter(uid=uid, **where).first()
    if found is None:
        raise NotFound(
            f"There is no {model._meta.verbose_name} “{uid[:60]}” in this production. "
            "Search for it, and use its uid."
        )
    return Thing(kind=kind, uid=uid, room=room, title=str(found), scenario=scenario)


def notes_on(thing: Thing) -> tuple[list[Note], list[Attachment]]:
    """What is laid on a thing, oldest first."""
    about = _about(thing)
    return list(Note.objects.filter(about)), list(Attachment.objects.filter(about))


def _about(thing: Thing) -> Q:
    """Notes of the main scenario are read in every fork of it."""
    where = {"production": thing.production, "about_kind": thing.kind, "about_uid": thing.uid}
    return Q(**where) & Q(about_scenario__in=("", "main", thing.scenario.uid))


def counts(
    user: User, scenario: Scenario, wanted: Iterable[str]
) -> Mapping[str, Mapping[str, int]]:
    """How many notes and files lie on each thing of some kinds, by kind and uid."""
    production = scenario.production
    seen = [kind for kind in wanted if _may_see(user, production, kind)]
    found: dict[str, dict[str, int]] = {kind: {} for kind in seen}
    for model in (Note, Attachment):
        laid = model._default_manager.filter(
            production=production, about_kind__in=seen,
            about_scenario__in=("", "main", scenario.uid),
        )  # fmt: skip
        per = laid.order_by().values_list("about_kind", "about_uid").annotate(n=Count("id"))
        for kind, uid, n in per:
            found[kind][uid] = found[kind].get(uid, 0) + n
    return found


def _may_see(user: User, production: Production, kind: str) -> bool:
    if kind == Production.KIND:
        return allowed(user, production, "production", Level.VIEW)
    model = kinds().get(kind)
    return model is not None and allowed(user, production, model._meta.app_label, Level.VIEW)


def add_note(actor: User, thing: Thing, text: str) -> Note:
    """Lay a note on a thing. Raises NotAllowed, InvalidInput."""
    require(actor, thing.production, thing.room, Level.EDIT)
    note = Note(production=thing.production, text=_checked_text(text), by=actor,
                by_name=str(actor), **thing.about)  # fmt: skip
    with recording(thing.production, actor, f"Note on {_short(thing.title)}") as changes:
        changes.create(note)
    return note


def edit_note(actor: User, note: Note, text: str, version: int | None = None) -> Note:
    """Change the words of one's own note. Raises NotAllowed, Conflict, InvalidInput."""
    if note.by_id != actor.pk:
        raise NotAllowed(f"Only {note.by_name or 'who wrote it'} may change this note.")
    with recording(note.production, actor, f"Note edited: {_short(text)}") as changes:
        changes.update(note, version=version, text=_checked_text(text))
    return note


def delete_remark(actor: User, remark: Note | Attachment) -> None:
    """Take a note or a file off; one's own, or anybody's for who approves in the room."""
    room = room_of(remark)
    if remark.by_id != actor.pk or level_in(actor, remark.production, room) < Level.EDIT:
        require(actor, remark.production, room, Level.APPROVE)
    with recording(remark.production, actor, f"Removed: {_short(str(remark))}") as changes:
        changes.delete(remark)


def attach(actor: User, thing: Thing, data: bytes, name: str) -> Attachment:
    """Keep a file on a thing. Raises NotAllowed, InvalidInput for its kind or its size."""
    require(actor, thing.production, thing.room, Level.EDIT)
    label = _label(name)
    refuse_too_large(len(data), label)
    left = left_of_quota(thing.production)
    if len(data) > left:
        raise InvalidInput(
            f"“{label}” has {_megabytes(len(data))}; {_megabytes(left)} of this production's "
            f"{_megabytes(QUOTA)} are left. Remove files that are no longer needed.",
            field="file",
        )
    kind = checked(data, label)
    attachment = Attachment(
        production=thing.production, name=label, content=files.store(data),
        thumbnail=files.store(kind.thumbnail) if kind.thumbnail else "", size=len(data),
        media_type=kind.media_type, by=actor, by_name=str(actor), **thing.about,
    )  # fmt: skip
    verb = f"{_short(label)} attached to {_short(thing.title)}"
    with recording(thing.production, actor, verb) as changes:
        changes.create(attachment)
    return attachment


def refuse_too_large(size: int, name: str) -> None:
    """Raises InvalidInput before a file is read whole."""
    if size > LARGEST:
        raise InvalidInput(
            f"“{_label(name)}” has {_megabytes(size)}; a file may have {_megabytes(LARGEST)}. Keep "
            "it elsewhere and note where it is.",
            field="file",
        )


def left_of_quota(production: Production) -> int:
    """Bytes of files that the production may still take; the same file counts once."""
    held = Attachment.objects.filter(production=production).order_by()
    each = held.values("content", "size").distinct()
    used = each.aggregate(n=Sum("size"))["n"] or 0
    return max(0, QUOTA - used)


def room_of(remark: Note | Attachment) -> str:
    model = kinds().get(remark.about_kind)
    return "production" if model is None else model._meta.app_label


def find_remark(user: User, production: Production, model: Any, uid: str) -> Any:
    """A note or file that the person may see. Raises NotFound, NotAllowed."""
    found = None if "\x00" in uid else model.objects.filter(production=production, uid=uid).first()
    if found is None:
        raise NotFound("There is no such note or file; it may have been removed.")
    require(user, production, room_of(found), Level.VIEW)
    return found


def _checked_text(text: str) -> str:
    words = text.replace("\x00", "").strip()
    if not words:
        raise InvalidInput("A note needs some words.", field="text")
    if len(words) > LONGEST:
        raise InvalidInput(
            f"A note may have {LONGEST} characters; this has {len(words)}. Attach it as a file.",
            field="text",
        )
    return words


def _label(name: str) -> str:
    """The name without folders and without what cannot be printed."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in bare if letter.isprintable()).strip()
    return printable[-200:] or "file"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f} MB"
