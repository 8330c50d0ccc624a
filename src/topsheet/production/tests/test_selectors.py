"""Finding a production by what people call it."""

import pytest

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.production.selectors import find_production, productions_of
from topsheet.production.services import (
    archive_production,
    create_production,
    restore_production,
)


def test_by_uid_or_title_in_any_case(production):
    made = production("Le Verger")
    assert find_production(made.uid) == find_production(" le verger ") == made


def test_two_of_one_title_are_told_apart_by_uid(production):
    first, second = production("Twin"), production("Twin")
    with pytest.raises(InvalidInput) as refused:
        find_production("Twin")
    assert first.uid in refused.value.message and second.uid in refused.value.message


def test_nobody_finds_what_is_not_theirs(production, member, person):
    made = production("Le Verger")
    assert find_production("Le Verger", member(made, "guest")) == made
    for name in ("Le Verger", made.uid):
        with pytest.raises(NotFound):
            find_production(name, person(f"Eve {name}"))


def test_the_slate_holds_what_is_mine_and_not_put_away(production, member, owner, person):
    mine, other = production("Mine"), production("Other")
    user = member(mine, "guest")
    assert list(productions_of(user)) == [mine]
    assert list(productions_of(owner)) == [other, mine]
    archive_production(owner, mine)
    assert list(productions_of(user)) == []
    assert list(productions_of(user, archived=True)) == [mine]
    assert find_production("Mine", user) == mine
    restore_production(owner, mine)
    assert list(productions_of(user)) == [mine]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"kind": "opera"}, "kind"),
        ({"days_per_week": 9}, "days_per_week"),
    ],
)
def test_what_no_production_can_have_is_named(owner, fields, field):
    with pytest.raises(InvalidInput) as refused:
        create_production(actor=owner, **({"title": "The Orchard"} | fields))
    assert refused.value.field == field
