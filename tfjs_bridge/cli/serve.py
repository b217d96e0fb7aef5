"""`tfjs-bridge serve`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from tfjs_bridge.cli.console import DebugOption, message_console, program, reporting_errors
from tfjs_bridge.cli.output import is_reader_gone

if TYPE_CHECKING:
    from rich.console import Console


@reporting_errors
def serve(
    exported: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder of the artifacts.")
    ] = Path("exported"),
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this machine by default.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any free one.")
    ] = 8000,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser.")
    ] = False,
    debug: DebugOption = False,
) -> None:
    """Serve the demo page and the exported models until Ctrl-C.

    A model that DIR does not have is taken from DIR/pretrained.
    """
    from tfjs_bridge.assets import web_folder
    from tfjs_bridge.serve.server import create_server, page_url

    console = message_console(json_output=False)
    server = create_server(web=web_folder(), exported=exported, host=host, port=port)
    # It is bound already, so the address below is right even for --port 0.
    with server:
        advice, tab = _advice(exported)
        address = page_url(server) + tab
        console.print(f"The page: {address} (Ctrl-C stops the server)", markup=False)
        if advice:
            console.print(advice, markup=False)
        if is_reader_gone():
            return  # nobody knows the address
        if open_browser:
            # In a thread, for some browsers block their caller until they are closed, and the page
            # has to be served to them meanwhile.
            Thread(target=_open, args=(address, console), daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("Stopped.")


def _advice(exported: Path) -> tuple[str, str]:
    """Return what to do where the page finds nothing to open with, and the tab to open instead."""
    from tfjs_bridge.artifact.places import artifact_names, find_artifact
    from tfjs_bridge.models.registry import all_models

    if find_artifact(exported, "cnn") is not None:
        return "", ""
    train = f"{program()} train-and-export cnn"
    names = artifact_names(exported)
    others = [name for name in names if name in all_models()]
    if others:
        text = (
            f"There is no {exported / 'cnn'} yet, with which the page opens: choose "
            f"{' or '.join(others)} there, or train it: {train}"
        )
        return text, ""
    if names:
        shown = ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")
        return f"{exported} has {shown}: choose among them below, in 'Or try one of these'.", "#own"
    return (
        f"There is no {exported / 'cnn'} yet, so the page will find no model. Train one: {train}",
        "",
    )


def _open(address: str, console: Console) -> None:
    if not webbrowser.open(address):
        console.print(
            f"No browser could be started here. Open {address} in a browser.", markup=False
        )
