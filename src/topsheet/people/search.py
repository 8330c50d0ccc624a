"""What search finds among the people: persons, companies and roles. Names and positions only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from topsheet.people.models import Company, Engagement, Person, Role
from topsheet.production.engine.text_index import Entry
from topsheet.production.models import Scenario

READS = ("people",)


def entries(scenario: Scenario) -> Iterator[Entry]:
    """Everybody on the production's lists, with what they do."""
    production = scenario.production
    does: dict[object, list[str]] = defaultdict(list)
    engaged = Engagement.objects.filter(production=production)
    for person, position, department in engaged.values_list("person", "position", "department"):
        does[person] += [word for word in (position, department) if word]
    people = Person.objects.filter(production=production)
    for pk, uid, name, sort_name in people.values_list("pk", "uid", "name", "sort_name"):
        yield Entry(
            kind="person", uid=uid, name=name, detail=", ".join(does[pk]), text=sort_name,
            page="people:people", at=f"?who={uid}", weight=7,
        )  # fmt: skip
    companies = Company.objects.filter(production=production)
    for uid, name, city in companies.values_list("uid", "name", "city"):
        yield Entry(
            kind="company", uid=uid, name=name, detail=city, page="people:people",
            at=f"?who={uid}", weight=5,
        )  # fmt: skip
    roles = Role.objects.filter(production=production)
    for uid, name, board_id in roles.values_list("uid", "name", "board_id"):
        yield Entry(
            kind="role", uid=uid, name=name, detail=board_id, page="people:cast",
            at=f"#{uid}", weight=6,
        )  # fmt: skip
