"""The owner, users and one-time sign-in links."""

from datetime import timedelta

import pytest

from topsheet.kernel.errors import Conflict, InvalidInput, NotFound
from topsheet.platform import accounts
from topsheet.platform.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a long walk by the river"


def test_a_new_office_needs_an_owner_and_has_a_placeholder_to_act_as():
    assert accounts.needs_owner()
    assert accounts.office_owner() == accounts.office_owner()
    assert accounts.needs_owner()
    assert not accounts.office_owner().has_usable_password()


def test_the_placeholder_becomes_the_owner_and_keeps_its_history():
    placeholder = accounts.office_owner()
    owner = accounts.create_owner("olga@example.org", "Olga", PASSWORD)
    assert owner.pk == placeholder.pk
    assert owner.is_owner and owner.check_password(PASSWORD)
    assert not accounts.needs_owner()


def test_an_office_has_its_owner_made_once():
    accounts.create_owner("olga@example.org", "Olga", PASSWORD)
    with pytest.raises(Conflict):
        accounts.create_owner("eve@example.org", "Eve", PASSWORD)


@pytest.mark.parametrize(
    ("email", "name", "password", "field"),
    [
        ("olga", "Olga", PASSWORD, "email"),
        ("olga@example.org", " ", PASSWORD, "name"),
        ("olga@example.org", "Olga", "12345", "password"),
    ],
)
def test_what_cannot_be_used_is_named(email, name, password, field):
    with pytest.raises(InvalidInput) as refused:
        accounts.create_owner(email, name, password)
    assert refused.value.field == field
    assert accounts.needs_owner()


def test_an_e_mail_is_one_person_whatever_its_case():
    user = accounts.create_user("Ada@Example.org", "Ada")
    assert accounts.find_user("ada@example.ORG") == user
    assert User.objects.get_by_natural_key("ADA@example.org") == user
    with pytest.raises(Conflict):
        accounts.create_user("ada@example.org", "Ada again")


def test_a_link_signs_in_once():
    user = accounts.create_user("ada@example.org", "Ada")
    token = accounts.sign_in_link(user)
    assert accounts.redeem(token) == user
    with pytest.raises(NotFound, match="used already"):
        accounts.redeem(token)


def test_a_link_expires():
    user = accounts.create_user("ada@example.org", "Ada")
    token = accounts.sign_in_link(user, life=timedelta(seconds=-1))
    with pytest.raises(NotFound):
        accounts.redeem(token)


def test_a_link_of_somebody_who_left_signs_nobody_in():
    user = accounts.create_user("ada@example.org", "Ada")
    token = accounts.sign_in_link(user)
    User.objects.update(is_active=False)
    with pytest.raises(NotFound):
        accounts.redeem(token)


@pytest.mark.parametrize("token", ["", "guess", "ImFiYyI:1abcde:forged"])
def test_a_forged_link_signs_nobody_in(token):
    with pytest.raises(NotFound):
        accounts.redeem(token)
