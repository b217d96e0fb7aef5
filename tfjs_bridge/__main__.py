"""The command `tfjs-bridge`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from tfjs_bridge.cli.app import app

    app()


if __name__ == "__main__":
    main()
