"""Who works here: the first owner, further users, one-time sign-in links.

A new data folder has a placeholder owner without a password, so that the command
line can act as somebody; the welcome page turns it into a person.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest

from topsheet.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from topsheet.platform import clock
from topsheet.platform.models import OfficeRole, SignInLink, User

PLACEHOLDER_EMAIL = "owner@localhost"
_LINK_SALT = "topsheet.sign-in"
_LINK_LIFE = timedelta(hours=1)


def needs_owner() -> bool:
    """Whether nobody has yet made this office their own (the welcome page asks)."""
    owners = User.objects.filter(office_role=OfficeRole.OWNER)
    return not owners.exclude(email=PLACEHOLDER_EMAIL).exists()


def office_owner() -> User:
    """The first active owner; in a new data folder a placeholder is made."""
    with transaction.atomic():
        owners = User.objects.filter(office_role=OfficeRole.OWNER, is_active=True)
        owner = owners.order_by("created_at", "id").first()
        if owner is None:
            owner = User(email=PLACEHOLDER_EMAIL, name="Owner", office_role=OfficeRole.OWNER)
            owner.set_unusable_password()
            owner.save()
        return owner


def create_owner(email: str, name: str, password: str) -> User:
    """Make this office somebody's: the placeholder becomes a person, with its history.

    Raises Conflict when there is an owner already, InvalidInput naming the field.
    """
    with transaction.atomic():
        if not needs_owner():
            raise Conflict("This office has an owner already. Sign in, or ask them to invite you.")
        owner = office_owner()
        owner.email, owner.name = _checked_email(email), _checked_name(name)
        owner.set_password(_checked_password(password, owner))
        owner.save()
        return owner


def person_of(request: HttpRequest) -> User:
    """The person behind a request that came through sign-in. Raises NotAllowed for none."""
    if not isinstance(request.user, User):
        raise NotAllowed("Sign in first.")
    return request.user


def create_user(email: str, name: str, password: str | None = None) -> User:
    """A further member of the office; without a password they sign in by link."""
    user = User(email=_checked_email(email), name=_checked_name(name))
    if User.objects.filter(email__iexact=user.email).exists():
        raise Conflict(f"There is a user with the e-mail {user.email} already.")
    user.set_password(_checked_password(password, user) if password else None)
    user.save()
    return user


def find_user(email: str) -> User:
    """The active user with this e-mail. Raises NotFound."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise NotFound(f"There is no user {email}. Add one with: topsheet user add EMAIL")
    return user


def require_owner(user: User) -> None:
    """Raises NotAllowed for anybody but an owner of the office."""
    if not user.is_owner:
        raise NotAllowed("Only an owner of the office may do this.")


def sign_in_link(user: User, *, life: timedelta = _LINK_LIFE) -> str:
    """A token that signs ``user`` in once, within ``life``."""
    link = SignInLink.objects.create(user=user, expires_at=clock.now() + life)
    return signing.dumps(link.id.hex, salt=_LINK_SALT)


def change_password(user: User, old: str, new: str) -> None:
    """Set a new password; ``old`` is asked of everybody who has one.

    Raises InvalidInput with field ``old`` or ``new``.
    """
    if user.has_usable_password() and not user.check_password(old):
        raise InvalidInput("That is not your present password.", field="old")
    try:
        user.set_password(_checked_password(new, user))
    except InvalidInput as error:
        raise InvalidInput(error.message, field="new") from None
    user.save(update_fields=["password"])


def sign_in_path(token: str) -> str:
    """Where on the server a sign-in link leads."""
    return f"/sign-in/{token}/"


def redeem(token: str) -> User:
    """The user of an unused, unexpired link, which is used up. Raises NotFound otherwise."""
    refused = NotFound("This sign-in link has expired or was used already. Ask for a new one.")
    try:
        link_id = UUID(hex=signing.loads(token, salt=_LINK_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise refused from None
    now = clock.now()
    fresh = SignInLink.objects.filter(
        id=link_id, used_at=None, expires_at__gt=now, user__is_active=True
    )
    if not fresh.update(used_at=now):
        raise refused
    return SignInLink.objects.select_related("user").get(id=link_id).user


def _checked_email(email: str) -> str:
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput(f"“{email}” is not an e-mail address.", field="email") from None
    return email


def _checked_name(name: str) -> str:
    if not name.strip():
        raise InvalidInput("A name is needed.", field="name")
    return name.strip()[:120]


def _checked_password(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="password") from None
    return password
