"""Tokens for programs: scoped, expiring, revocable; only a digest of each is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform import clock
from topsheet.platform.models import ApiToken, TokenScope, User

_PREFIX = "ts_"
_LAST_USE_EVERY = timedelta(minutes=5)  # between two writes of when a token was last used


def create_token(
    user: User, title: str, *, scope: str = TokenScope.READ, days: int = 365
) -> tuple[ApiToken, str]:
    """A new token and the text that opens the API, which is told this once."""
    if scope not in TokenScope.values:
        known = ", ".join(TokenScope.values)
        raise InvalidInput(f"“{scope}” is not a scope. Choose one of: {known}.", field="scope")
    if not 1 <= days <= 3660:
        raise InvalidInput("A token lives one day to ten years.", field="days")
    secret = _PREFIX + secrets.token_urlsafe(32)
    expires = clock.now() + timedelta(days=days)
    token = ApiToken(user=user, title=title.strip()[:80] or "API", scope=scope, expires_at=expires)
    token.digest = _digest(secret)
    token.save()
    return token, secret


def user_of(secret: str, *, writes: bool = False) -> User | None:
    """Whose token this is, if it is in force and reaches far enough; None otherwise."""
    now = clock.now()
    live = ApiToken.objects.select_related("user").filter(
        revoked_at=None, expires_at__gt=now, user__is_active=True
    )
    token = live.filter(digest=_digest(secret)).first()
    if token is None or (writes and token.scope != TokenScope.WRITE):
        return None
    if token.used_at is None or now - token.used_at > _LAST_USE_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token.user


def revoke_token(user: User, token_id: str) -> ApiToken:
    """End a token of one's own (an owner: anybody's), named by the start of its id."""
    mine = ApiToken.objects.all() if user.is_owner else ApiToken.objects.filter(user=user)
    wanted = token_id.replace("-", "").lower()
    found = [token for token in mine if wanted and token.id.hex.endswith(wanted)]
    if len(found) != 1:
        raise NotFound(f"There is no token {token_id}. List them with: topsheet token list")
    found[0].revoked_at = clock.now()
    found[0].save(update_fields=["revoked_at"])
    return found[0]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
