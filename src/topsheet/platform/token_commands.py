"""``topsheet token``: what programs open the API with."""

from __future__ import annotations

from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, emit, office

app = typer.Typer(help="Tokens with which programs open the API.")


@app.command()
def create(
    title: Annotated[str, typer.Argument(help="What it is for.")] = "API",
    write: Annotated[
        bool, typer.Option("--write", help="May change things, not only read.")
    ] = False,
    days: Annotated[int, typer.Option(help="How long it lives.")] = 365,
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Make a token and print it; it is told this once only."""
    with office(data, acting_as) as here:
        from topsheet.platform.tokens import create_token

        scope = "write" if write else "read"
        token, secret = create_token(here.user, title, scope=scope, days=days)
        told = {"id": token.short_id, "token": secret, "scope": scope}
        emit(told | {"expires_at": token.expires_at.isoformat()}, as_json, secret)


@app.command("list")
def list_tokens(
    data: DataOption = None, as_json: JsonOption = False, acting_as: AsOption = ""
) -> None:
    """List your tokens that are in force (an owner: everybody's)."""
    with office(data, acting_as) as here:
        from topsheet.platform.models import ApiToken

        tokens = ApiToken.objects.filter(revoked_at=None).select_related("user")
        mine = tokens if here.user.is_owner else tokens.filter(user=here.user)
        rows = [
            {"id": token.short_id, "title": token.title, "scope": token.scope,
             "user": token.user.email, "expires_at": token.expires_at.isoformat()}
            for token in mine.order_by("created_at")
        ]  # fmt: skip
        lines = (
            f"{row['id']}  {row['scope']:5}  to {row['expires_at'][:10]}  {row['user']}  "
            f"{row['title']}"
            for row in rows
        )
        emit({"tokens": rows}, as_json, "\n".join(lines))


@app.command()
def revoke(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="As listed.")],
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """End a token at once."""
    with office(data, acting_as) as here:
        from topsheet.platform.tokens import revoke_token

        token = revoke_token(here.user, token_id)
        emit({"id": token.short_id, "revoked": True}, as_json, f"{token.short_id} is revoked")
