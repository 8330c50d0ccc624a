"""Who is told what, on every route there is: a stranger nothing, who may not see pay no pay."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.office import Office
from tests.api.test_fuzz import KIND_OF, operations

pytestmark = pytest.mark.django_db

_PAY = re.compile(r"98[ ,.\u00a0\u202f]?765")
_GUESSED = "0123456789ab"


def test_a_stranger_learns_nothing_from_any_operation(furnished: Office):
    """A production that is there answers as one that is not."""
    stranger = furnished.client("stranger")
    for one in operations():
        if "{production}" not in one.path:
            continue
        for path in _filled(one.path, furnished, 1):
            said = [
                stranger.generic(one.method.upper(), asked, b"{}", "application/json").status_code
                for asked in (path, path.replace(furnished.production.uid, _GUESSED))
            ]
            assert said in ([404, 404], [422, 422]), (one.label, said)


def test_a_stranger_finds_no_page_of_a_production(furnished: Office):
    stranger = furnished.client("stranger")
    for path in _pages(furnished):
        assert stranger.get(path).status_code in (404, 405), path


def test_nobody_without_pay_reads_what_a_player_is_paid(furnished: Office):
    paths = list(_pages(furnished))
    for one in operations():
        if one.method.upper() == "GET":
            paths += _filled(one.path, furnished, 2)
    assert any(_PAY.search(_text(furnished.client("owner").get(path))) for path in paths)
    for who in ("first-ad", "guest"):
        client = furnished.client(who)
        assert [path for path in paths if _PAY.search(_text(client.get(path)))] == []


def _text(answer: Any) -> str:
    """What an answer says; of a workbook or an archive, what its parts say."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(BytesIO(content))
        content = b"".join(archive.read(name) for name in archive.namelist())
    return str(content.decode(errors="replace"))


def _filled(path: str, office: Office, most: int) -> list[str]:
    """A path of the API with things that are there in it."""
    names = re.findall(r"{(\w+)}", path)
    choices = []
    for name in names:
        kinds = KIND_OF.get(name, (name,))
        found = [uid for kind in kinds for uid in office.pool.get(kind, ())[:most]]
        choices.append(found or ["1"])
    return [path.format(**dict(zip(names, given, strict=True))) for given in product(*choices)]


def _pages(office: Office) -> Iterator[str]:
    """Every page under /p/<production>/, with something in place of its other arguments."""
    for route in _routes(get_resolver(), ""):
        if route.startswith("p/<str:production>/"):
            rest = route.replace("<str:production>", office.production.uid)
            rest = re.sub(r"<(int|uuid):\w+>", "1", rest)
            yield "/" + re.sub(r"<(\w+:)?\w+>", "x", rest)


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, route)
