"""Wild input on every operation the API describes: an answer as described, never a fault.

pytest tests/api            a few examples of each operation
make fuzz                   many (TOPSHEET_FUZZ=500 for that many)
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ninja import Schema
from schemathesis import GenerationMode, Response, openapi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.office import ACTORS, Office

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("TOPSHEET_FUZZ", "3"))
PROBLEM = "application/problem+json"
_MODES = (GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
_CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]

# What a field of a path, a query or a body may name, where that is not a kind's own name.
KIND_OF = {
    "uid": ("note", "attachment", "person", "company", "engagement", "away", "strip"),
    "part": ("role",),
    "key": ("place", "fringe", "contractual"),
    "link": ("element-link",),
    "day": ("shoot-day",),
    "after": ("shoot-day",),
    "first": ("shoot-day",),
    "last": ("shoot-day",),
    "swap": ("shoot-day",),
    "code": ("account",),
    "category": ("account",),
    "name": ("budget-global",),
    "line": ("budget-line",),
    "lines": ("budget-line",),
    "beside": ("budget-line",),
    "strips": ("strip",),
    "before": ("strip",),
    "into": ("person", "place", "element", "role"),
    "elements": ("element",),
    "mentions": ("mention",),
    "scenes": ("scene",),
    "with": ("scenario",),
    "left": ("budget-version",),
    "right": ("budget-version",),
    "from_scenario": ("scenario",),
}


@cache
def description() -> Any:
    """The API as it describes itself, built from its routes."""
    from topsheet.site.api import api

    return openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))


def operations() -> list[Any]:
    return [found.ok() for found in description().get_all_operations()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "operation" in metafunc.fixturenames:
        found = operations()
        metafunc.parametrize("operation", found, ids=[one.label for one in found])


def test_wild_input_is_answered_as_described(operation: Any, office_as_it_was: Office):
    clients = {who: office_as_it_was.client(who) for who in ACTORS}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        from django.db import transaction

        case = data.draw(operation.as_strategy(data.draw(st.sampled_from(_MODES))))
        who = data.draw(st.sampled_from(("owner", *ACTORS)))
        _name_real_things(case, office_as_it_was, data.draw(st.randoms(use_true_random=False)))
        with transaction.atomic():
            answer = _send(case, clients[who])
            _look_at(case, answer)
            assert who != "stranger" or answer.status_code >= 400 or "{production}" not in case.path

    run()


def _name_real_things(case: Any, office: Office, chance: Any) -> None:
    """Put uids that are there in about half of the places that take one."""
    found = {**case.path_parameters}
    for name in found:
        if name == "production":
            found[name] = office.production.uid if chance.random() < 0.9 else found[name]
        elif chance.random() < 0.6:
            found[name] = _real(name, found[name], office, chance)
    case.path_parameters = found
    case.query = {
        name: _real(name, value, office, chance) if chance.random() < 0.4 else value
        for name, value in (case.query or {}).items()
    }
    if isinstance(case.body, dict | list):
        case.body = _with_real(case.body, "", office, chance)


def _with_real(value: Any, name: str, office: Office, chance: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_real(each, key, office, chance) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_real(each, name, office, chance) for each in value]
    return _real(name, value, office, chance) if chance.random() < 0.5 else value


def _real(name: str, value: Any, office: Office, chance: Any) -> Any:
    if name == "version":
        return 1 if isinstance(value, int) else value
    if not isinstance(value, str):
        return value
    kinds = KIND_OF.get(name, (name,))
    found = [uid for kind in kinds for uid in office.pool.get(kind, ())]
    return chance.choice(found) if found else value


def _send(case: Any, client: Any) -> Response:
    sent = case.as_transport_kwargs(base_url="http://testserver")
    sent.pop("cookies", None)
    known = ("method", "url", "headers", "params", "data", "json", "files")
    prepared = requests.Request(**{k: v for k, v in sent.items() if k in known}).prepare()
    body = prepared.body or b""
    answer = client.generic(
        prepared.method,
        prepared.path_url,
        body.encode() if isinstance(body, str) else body,
        prepared.headers.get("Content-Type", "application/json"),
    )
    return Response(
        status_code=answer.status_code,
        headers={name.lower(): [value] for name, value in answer.items()},
        content=b"".join(answer) if answer.streaming else answer.content,
        request=prepared,
        elapsed=0.1,
        verify=False,
    )


def _look_at(case: Any, answer: Response) -> None:
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == [PROBLEM], answer.content[:400]
        told = json.loads(answer.content)
        assert told["status"] == answer.status_code
        assert told["detail"].strip()
        assert "Traceback" not in told["detail"]
    case.validate_response(answer, checks=_CHECKS)


def test_every_operation_says_what_it_does():
    """In a summary or a description of ours: the name of its function is neither."""
    silent = []
    for one in operations():
        raw = one.definition.raw
        named = raw["operationId"].endswith(raw["summary"].casefold().replace(" ", "_"))
        if named and not raw.get("description"):
            silent.append(one.label)
    assert silent == []


def test_no_two_schemas_share_a_name():
    """The description has one place for a name: of two, one would describe the other's body."""
    names = [schema.__name__ for schema in _ours(Schema)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def _ours(base: type) -> set[type]:
    found = {one for one in base.__subclasses__() if one.__module__.startswith("topsheet.")}
    return found.union(*(_ours(one) for one in base.__subclasses__()))
