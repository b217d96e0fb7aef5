"""The command `tfjs-bridge`."""

from __future__ import annotations

import gc
import sys

_INTERRUPTED = 130  # as a shell reports a program that Ctrl-C ended


def main() -> None:
    """Run the command line."""
    from tfjs_bridge.cli.output import OutputError, guard_output

    guard_output()
    try:
        _run()
    except OutputError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:  # before a command has begun, which would say what it kept
        sys.stderr.write("\nInterrupted.\n")
        sys.exit(_INTERRUPTED)


def _run() -> None:
    from tfjs_bridge.cli.app import app

    try:
        # By this name also as `python -m tfjs_bridge`, and as tfjs-bridge.exe on Windows: scripts
        # for completion are made of it.
        app(prog_name="tfjs-bridge")
    finally:
        sys.stdout.flush()
        gc.freeze()  # or Python would look for garbage in all of Keras before it ends (0.3 s)


if __name__ == "__main__":
    main()
