"""``topsheet demo``: the demo film planned, its topsheet printed, the office served."""

from __future__ import annotations

from typing import Annotated

import typer

from topsheet.platform.commands import DataOption, emit, office, tell

app = typer.Typer()


@app.command()
def demo(
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    serve: Annotated[bool, typer.Option(help="Serve it to a browser afterwards.")] = True,
    effort: Annotated[str, typer.Option(help="How long to search; reproducible.")] = "",
) -> None:
    """Plan the demo film “Short Weight”, print its topsheet and serve it."""
    from topsheet.cli import serve as server

    with office(data) as here:
        from topsheet.chain.planning import demo_topsheet

        tell(f"The demo is kept in {here.data}")
        emit({}, False, demo_topsheet(here.user, effort))
    if serve:
        server.serve(data, port=port)
