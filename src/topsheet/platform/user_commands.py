"""``topsheet user``: the people of the office."""

from __future__ import annotations

from typing import Annotated

import typer

from topsheet.platform.commands import AsOption, DataOption, JsonOption, Office, emit, office

app = typer.Typer(help="The people of the office, and links that sign them in.")


@app.command()
def add(
    email: str,
    name: Annotated[str, typer.Option(help="Their name (default: from the e-mail).")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Add a person; they sign in with the one-time link this prints."""
    with office(data, acting_as) as here:
        from topsheet.platform.accounts import create_user, require_owner, sign_in_link

        require_owner(here.user)
        user = create_user(email, name or email.partition("@")[0])
        _show(here, user.email, sign_in_link(user), as_json)


@app.command()
def link(
    email: Annotated[str, typer.Argument(help="Whom to sign in (default: the owner).")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
    acting_as: AsOption = "",
) -> None:
    """Print a link that signs a person in once, within the hour."""
    with office(data, acting_as) as here:
        from topsheet.platform.accounts import find_user, require_owner, sign_in_link

        user = find_user(email) if email else here.user
        if user != here.user:
            require_owner(here.user)
        _show(here, user.email, sign_in_link(user), as_json)


@app.command("list")
def list_users(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the people of the office."""
    with office(data):
        from topsheet.platform.models import User

        users = [
            {"email": user.email, "name": user.name, "role": user.office_role,
             "active": user.is_active}
            for user in User.objects.order_by("created_at")
        ]  # fmt: skip
        lines = (f"{user['email']:40} {user['role']:8} {user['name']}" for user in users)
        emit({"users": users}, as_json, "\n".join(lines))


def _show(here: Office, email: str, token: str, as_json: bool) -> None:
    """The whole address when a server runs on the folder, else the path on it."""
    from topsheet.platform.accounts import sign_in_path
    from topsheet.platform.locks import server_address

    link = server_address(here.data) + sign_in_path(token)
    where = link if link.startswith("http") else f"{link} (start the server: topsheet serve)"
    emit(
        {"email": email, "link": link}, as_json, f"{email} signs in once, within the hour: {where}"
    )
