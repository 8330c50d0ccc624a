"""The API's door and its errors; each room tests its own answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from topsheet.platform import clock
from topsheet.platform.models import ApiToken, Job, JobState, User
from topsheet.platform.tokens import create_token, revoke_token
from topsheet.production.models import Production

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


@pytest.fixture
def bearer(client: Client, owner: User) -> Callable[..., dict[str, str]]:
    """Headers of a program with a token of the owner's."""

    def make(scope: str = "read", user: User = owner) -> dict[str, str]:
        return {"Authorization": f"Bearer {create_token(user, 'test', scope=scope)[1]}"}

    return make


def told(response, status: int) -> dict[str, object]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == PROBLEM
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["detail"]
    return body


def test_without_a_token_nothing_is_told(client: Client):
    response = client.get("/api/v1/productions")
    told(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_signed_in_person_may_read(client: Client, owner: User):
    client.force_login(owner)
    assert client.get("/api/v1/productions").json() == []


def test_a_token_opens_the_api_as_its_person(client: Client, bearer, production):
    production("The Orchard")
    found = client.get("/api/v1/productions", headers=bearer()).json()
    assert [each["title"] for each in found] == ["The Orchard"]


def test_a_reading_token_does_not_write(client: Client, bearer, owner: User):
    job = Job.objects.create(name="x", user=owner)
    path = f"/api/v1/jobs/{job.id}/cancel"
    told(client.post(path, headers=bearer("read")), 401)
    assert client.post(path, headers=bearer("write")).json()["state"] == JobState.CANCELLED


def test_a_session_writes_only_with_its_csrf_token(owner: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    job = Job.objects.create(name="x", user=owner)
    assert client.post(f"/api/v1/jobs/{job.id}/cancel").status_code == 403
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


@pytest.mark.parametrize("end", ["revoked", "expired", "inactive", "wrong"])
def test_a_token_that_is_not_in_force_opens_nothing(client: Client, owner: User, end: str):
    token, secret = create_token(owner, "old")
    if end == "revoked":
        revoke_token(owner, token.short_id)
    elif end == "expired":
        ApiToken.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    elif end == "inactive":
        User.objects.update(is_active=False)
    else:
        secret += "x"
    headers = {"Authorization": f"Bearer {secret}"}
    told(client.get("/api/v1/productions", headers=headers), 401)


def test_the_secret_of_a_token_is_not_kept(owner: User):
    token, secret = create_token(owner, "program")
    assert secret not in str(ApiToken.objects.values().get())
    assert token.digest != secret


def test_one_does_not_revoke_the_token_of_another(owner: User, person: Callable[..., User]):
    from topsheet.kernel.errors import NotFound

    token, _ = create_token(owner, "program")
    with pytest.raises(NotFound):
        revoke_token(person("Ada"), token.short_id)


def test_what_is_not_ones_own_is_not_there(
    client: Client, production: Callable[..., Production], person: Callable[..., User], bearer
):
    orchard = production("The Orchard")
    stranger = bearer(user=person("Ada"))
    told(client.get(f"/api/v1/productions/{orchard.uid}", headers=stranger), 404)


def test_a_request_that_cannot_be_read_names_its_field(client: Client, bearer):
    body = told(client.get("/api/v1/jobs/seven", headers=bearer()), 422)
    assert body["field"] == "job_id"


def test_a_job_is_told_to_who_asked_for_it(
    client: Client, bearer, owner: User, person: Callable[..., User]
):
    job = Job.objects.create(name="chain.plan", user=owner, state=JobState.DONE, result={"a": 1})
    assert client.get(f"/api/v1/jobs/{job.id}", headers=bearer()).json()["result"] == {"a": 1}
    told(client.get(f"/api/v1/jobs/{job.id}", headers=bearer(user=person("Ada"))), 404)
    told(client.get(f"/api/v1/jobs/{uuid4()}", headers=bearer()), 404)


def test_the_docs_need_no_network(client: Client):
    page = client.get("/api/v1/docs").content.decode()
    assert "/static/ninja/" in page
    assert "https://" not in page


def test_the_description_of_the_api_is_whole(client: Client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["title"] == "Topsheet"
    assert "/api/v1/jobs/{job_id}" in described["paths"]


def test_a_missing_file_is_asked_for_in_a_sentence(client: Client, owner: User):
    client.force_login(owner)
    told = client.post("/api/v1/plans", {"title": "Orchard"})
    assert told.status_code == 422
    assert told.json()["detail"] == (
        "There is no file. Send one as the part “file” of a multipart/form-data request."
    )
    assert told.json()["field"] == "file"
