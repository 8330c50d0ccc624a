"""One furnished office for all tests of the API as a whole; what each one writes is undone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.office import Office

_turns = count(1)


@pytest.fixture(scope="package")
def furnished(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    """The office in a transaction that is rolled back when the last of these tests is done."""
    from django.db import transaction

    from tests.api.office import furnish

    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)


@pytest.fixture
def office_as_it_was(furnished: Office, db: None) -> Office:
    """The office; whatever the test writes is gone afterwards.

    Sequences are not given twice: what is derived from rows is kept by them.
    """
    from topsheet.production.models import Production

    begun = furnished.production.sequence + 1_000 * next(_turns)
    Production.objects.filter(pk=furnished.production.pk).update(sequence=begun)
    return furnished
