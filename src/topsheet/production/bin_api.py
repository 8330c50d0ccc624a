"""API: archive a production and take it out, delete it into the bin and put it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from topsheet.platform.accounts import person_of
from topsheet.production import bin as the_bin
from topsheet.production.models import Production
from topsheet.production.selectors import find_production
from topsheet.production.services import archive_production, restore_production

router = Router(tags=["productions"])


class ShelvedOut(Schema):
    """Where it is now."""

    uid: str
    title: str
    sequence: int
    change: str
    archived: bool
    deleted: bool


class BinnedOut(Schema):
    uid: str
    title: str
    deleted_at: datetime


class TitleIn(Schema):
    title: Annotated[str, Field(max_length=400)]


@router.post(
    "/productions/{production}/archive", response=ShelvedOut, summary="Archive a production"
)
def archive(request: HttpRequest, production: str) -> dict[str, Any]:
    found = find_production(production, person_of(request))
    archive_production(person_of(request), found)
    return _shelved(found)


@router.post(
    "/productions/{production}/unarchive", response=ShelvedOut, summary="Out of the archive"
)
def unarchive(request: HttpRequest, production: str) -> dict[str, Any]:
    found = find_production(production, person_of(request))
    restore_production(person_of(request), found)
    return _shelved(found)


@router.post("/productions/{production}/delete", response=ShelvedOut, summary="Into the bin")
def delete(request: HttpRequest, production: str) -> dict[str, Any]:
    """Seen nowhere from now on; it can be put back."""
    found = find_production(production, person_of(request))
    the_bin.delete_production(person_of(request), found)
    return _shelved(found)


@router.get("/bin", response=list[BinnedOut], summary="What lies in the bin")
def in_the_bin(request: HttpRequest) -> list[Production]:
    """The productions you may put back."""
    return list(the_bin.binned_of(person_of(request)))


@router.post("/bin/{production}/restore", response=ShelvedOut, summary="Put back from the bin")
def put_back(request: HttpRequest, production: str) -> dict[str, Any]:
    found = the_bin.find_binned(person_of(request), production)
    the_bin.put_back_production(person_of(request), found)
    return _shelved(found)


@router.post("/bin/{production}/remove", response={204: None}, summary="Remove for good")
def remove(request: HttpRequest, production: str, typed: TitleIn) -> Status[None]:
    """With its whole history; its title is asked for, because there is no way back."""
    found = the_bin.find_binned(person_of(request), production)
    the_bin.remove_for_good(person_of(request), found, typed.title)
    return Status(204, None)


def _shelved(production: Production) -> dict[str, Any]:
    production.refresh_from_db()
    last = production.change_sets.order_by("-sequence").first()
    return {
        "uid": production.uid,
        "title": production.title,
        "sequence": production.sequence,
        "change": last.verb if last else "",
        "archived": production.archived_at is not None,
        "deleted": production.deleted_at is not None,
    }
