"""A production with a small cast, and a client signed in to it."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def made(production, owner):
    """A production with Odile (1) and Samir (2)."""
    from topsheet.people.services import save_roles
    from topsheet.people.tests.parts import part
    from topsheet.production.changes import recording

    made = production(country="FR")
    with recording(made, owner, "Plan made from a script") as changes:
        save_roles(changes, made, [part("odile", "1", minor=True, age=9), part("samir", "2")])
    return made


@pytest.fixture
def api(made):
    """``api(user, "PATCH", "cast/odile/deal", {...})`` → (status, body)."""

    def ask(user, verb: str, path: str, body=None, **more):
        client = Client()
        client.force_login(user)
        url = f"/api/v1/productions/{made.uid}/{path}"
        sent = {"content_type": "application/json", "data": body} if body is not None else {}
        answer = client.generic(verb, url) if body is None else getattr(client, verb.lower())(
            url, **sent, **more)  # fmt: skip
        kind = answer.headers.get("Content-Type", "")
        return answer.status_code, answer.json() if "json" in kind else answer.content

    return ask
