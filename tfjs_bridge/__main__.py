"""The command `tfjs-bridge`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    from tfjs_bridge.cli.app import app

    try:
        app()
    finally:
        gc.freeze()  # or Python would look for garbage in all of Keras before it ends (0.3 s)


if __name__ == "__main__":
    main()
