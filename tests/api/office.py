"""An office with the demo planned and something of everything in it: scenarios, people with
pay, notes, an approved budget. Its uids by the names the API gives them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from topsheet.platform.models import User
    from topsheet.production.models import Production

RATE = "98765.43"  # what one player is paid a day; nobody without pay may ever read it
ACTORS = ("owner", "first-ad", "stranger")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c"
    "6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True)
class Office:
    """``people`` by what they are, ``pool`` by the name of a path's or a body's field."""

    production: Production
    people: dict[str, User]
    pool: dict[str, list[str]]

    def client(self, who: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(self.people[who])
        return client

    @property
    def root(self) -> str:
        return f"/api/v1/productions/{self.production.uid}"


def furnish() -> Office:
    """Plan the demo and furnish it, as its people would: over the API."""
    from topsheet.chain.demo_film import DEMO, demo_script
    from topsheet.chain.services import save_plan
    from topsheet.production.services import add_member

    people = {who: _user(who) for who in ("owner", "first-ad", "guest", "stranger")}
    production = save_plan(_made(), demo_script(), DEMO, people["owner"])
    for role in ("first-ad", "guest"):
        add_member(people["owner"], production, people[role], role)
    bare = Office(production, people, {})
    _work(bare.client("owner"), bare.root)
    return Office(production, people, _pool(production))


@cache
def _made() -> Any:
    from topsheet.chain.demo_film import DEMO, DEMO_OPTIONS, demo_script
    from topsheet.chain.options import parse_options
    from topsheet.chain.plan import make_plan

    options = parse_options({**DEMO_OPTIONS, "effort": 1})
    return make_plan(demo_script(), DEMO, options, today=date(2026, 11, 22))


def _user(who: str) -> User:
    from topsheet.platform.models import OfficeRole, User

    user = User(email=f"{who}@example.org", name=who.title())
    if who == "owner":
        user.office_role = OfficeRole.OWNER
    user.set_unusable_password()
    user.save()
    return user


def _work(client: Client, root: str) -> None:
    """A day's work of the owner."""

    def send(method: str, path: str, **body: Any) -> dict[str, Any]:
        text = json.dumps(body)
        answer = client.generic(method, f"{root}/{path}", text, "application/json")
        assert answer.status_code in (200, 201, 202), (path, answer.content)
        return dict(answer.json())

    for name in ("Mara Solberg", "Ilse Venn"):
        send("POST", "people/persons", name=name, email=f"{name[:4].lower()}@example.org")
    send("POST", "people/companies", name="Nord Light")
    persons = client.get(f"{root}/people?kind=free").json()["people"]
    part = client.get(f"{root}/cast").json()[0]["key"]
    send("PATCH", f"cast/{part}/person", person="Mara Solberg")
    send("PATCH", f"cast/{part}/deal", rate=RATE, deal="day", rate_unit="day")
    for one in persons:
        send("POST", f"people/{one['uid']}/away", first="2027-05-01", last="2027-05-03")
    send("POST", "scenarios", title="Winter")
    send("POST", "scenarios", title="Budapest")
    gone = send("POST", "scenarios", title="Put away")["rows"][0]["uid"]
    send("POST", f"scenarios/{gone}/drop")
    days = client.get(f"{root}/board").json()["days"]
    uids = [one["key"] for one in days[0]["strips"]]
    send("POST", "notes", kind="strip", uid=uids[0], text="Ask for the crane")
    send("POST", "budget/globals", name="vans", formula="3")
    send("POST", "budget/versions", label="First budget")
    send("POST", "board/move", strips=uids[:1], day="new")
    send("PATCH", f"cast/{part}/deal", rate=RATE, deal="week", rate_unit="week")


def _pool(production: Production) -> dict[str, list[str]]:
    """Every uid of the production by its kind, and what the API calls them."""
    from topsheet.production.models import ScenarioRecord
    from topsheet.production.rows import kinds

    pool: dict[str, list[str]] = defaultdict(list)
    for kind, model in kinds().items():
        where = "scenario__production" if issubclass(model, ScenarioRecord) else "production"
        rows = model._default_manager.filter(**{where: production})
        pool[kind] = sorted(set(rows.values_list("uid", flat=True)))
    return {**pool, "production": [production.uid]}
