"""The application: its commands and the options that all of them share."""

from __future__ import annotations

import typer

from tfjs_bridge.cli.client import client
from tfjs_bridge.cli.compare import compare
from tfjs_bridge.cli.doctor import doctor
from tfjs_bridge.cli.export import export
from tfjs_bridge.cli.import_model import import_model
from tfjs_bridge.cli.inspect import inspect
from tfjs_bridge.cli.make_sprite import make_sprite
from tfjs_bridge.cli.models import models
from tfjs_bridge.cli.new import new
from tfjs_bridge.cli.predict import predict
from tfjs_bridge.cli.serve import serve
from tfjs_bridge.cli.train_and_export import train_and_export
from tfjs_bridge.cli.verify import verify
from tfjs_bridge.cli.version import VersionOption

app = typer.Typer(
    name="tfjs-bridge",
    no_args_is_help=True,
    # Or typer draws tracebacks in boxes, which nobody can paste into a report.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def tfjs_bridge(version: VersionOption = False) -> None:
    """Train in Keras, run in the browser and in Node, with proof that both give the same numbers.

    Exit codes: 0 ok, 1 failed check, 2 wrong usage, 3 unsupported model, 4 bad artifact or data.
    """


# Help lists them in this order (typer/core.py, `list_commands`).
app.command("train-and-export")(train_and_export)
app.command()(export)
app.command("import")(import_model)
app.command()(verify)
app.command()(inspect)
app.command()(compare)
app.command()(predict)
app.command()(new)
app.command()(client)
app.command("make-sprite")(make_sprite)
app.command()(serve)
app.command()(models)
app.command()(doctor)
