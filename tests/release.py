"""Cuts a release, and checks one before it is built: tag, repository, and what the changelog says.

``python -m tests.release --cut 1.2.3`` writes the version wherever it stands, and gives what the
changelog has under *Unreleased* a dated heading. ``python -m tests.release v1.2.3 URL`` ends with
an error unless the tag is that of the version, URL is the repository that the packages name, and
the changelog has the version. ``--notes v1.2.3`` prints its section.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHANGELOG = ROOT / "CHANGELOG.md"
# Where the version stands, and how often; a test compares what they say.
PLACES = {
    "tfjs_bridge/version.py": (r'^(__version__ = ")[^"]+', 1),
    "web/package.json": (r'^(  "version": ")[^"]+', 1),
    "web/package-lock.json": (
        r'^(  "version": "|    "": \{\n      "name": "tfjs-bridge",\n      "version": ")[^"]+',
        2,
    ),
    "CITATION.cff": (r"^(version: ).+", 1),
}


def version() -> str:
    """Return the package's version."""
    text = (ROOT / "tfjs_bridge" / "version.py").read_text(encoding="utf-8")
    (found,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return str(found)


def repository() -> str:
    """Return the address of the repository, without a suffix."""
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    url: str = package["repository"]["url"]
    return url.removeprefix("git+").removesuffix(".git")


def notes(wanted: str, changelog: str) -> str:
    """Return what the changelog says of a version.

    Args:
        wanted: Such as ``"1.2.3"``.
        changelog: Its text, in the form of Keep a Changelog.

    Raises:
        SystemExit: It has no dated section of that version, or an empty one.
    """
    heading = rf"^## \[{re.escape(wanted)}\] - \d{{4}}-\d\d-\d\d$"
    found = re.search(rf"{heading}\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        sys.exit(
            f"CHANGELOG.md: says nothing of {wanted}; expected a section '## [{wanted}] - "
            f"YYYY-MM-DD' with what changed. Cut it: python -m tests.release --cut {wanted}."
        )
    return found[1].strip()


def cut(wanted: str, root: Path = ROOT) -> None:
    """Write a version wherever it stands, and date what the changelog says of it.

    Args:
        wanted: Such as ``"1.2.3"``.
        root: The repository.

    Raises:
        SystemExit: It is not a version, or nothing is said under *Unreleased*. Nothing is written.
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+", wanted):
        sys.exit(f"{wanted}: not a version; expected three numbers, such as 1.2.3.")
    written = {"CHANGELOG.md": _dated(wanted, (root / "CHANGELOG.md").read_text(encoding="utf-8"))}
    for name, (pattern, count) in PLACES.items():
        text = (root / name).read_text(encoding="utf-8")
        written[name], found = re.subn(pattern, rf"\g<1>{wanted}", text, flags=re.MULTILINE)
        if found != count:
            sys.exit(f"{name}: the version stands in {found} places; expected {count}.")
    for name, text in written.items():
        (root / name).write_text(text, encoding="utf-8")


def _dated(wanted: str, changelog: str) -> str:
    """Give what is unreleased a heading of its own."""
    said = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if said is None or not said[1].strip():
        sys.exit("CHANGELOG.md: nothing is said under 'Unreleased'; expected what changed.")
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    head, rest = changelog[: said.start(1)], changelog[said.start(1) :]
    return f"{head}\n## [{wanted}] - {today}\n{rest}"


def check(tag: str, url: str) -> None:
    """Refuse a tag of another version, and a repository that the packages do not name.

    Raises:
        SystemExit: With what does not fit.
    """
    if tag != f"v{version()}":
        sys.exit(
            f"{tag}: not the tag of this version; expected v{version()}. Cut the release first: "
            f"python -m tests.release --cut 1.2.3, or tag another commit."
        )
    if url != repository():
        sys.exit(
            f"{url}: not the repository that the packages name; expected {repository()}. npm's "
            f"provenance needs the right one: change it in web/package.json, pyproject.toml and "
            f"CITATION.cff."
        )
    notes(version(), CHANGELOG.read_text(encoding="utf-8"))


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tag", help="such as v1.2.3; with --cut a version, such as 1.2.3")
    parser.add_argument("url", nargs="?", default="")
    parser.add_argument("--cut", action="store_true", help="write the version, date the changelog")
    parser.add_argument("--notes", action="store_true", help="print the changelog's section")
    options = parser.parse_args()
    if options.cut:
        cut(options.tag)
    elif options.notes:
        text = notes(options.tag.removeprefix("v"), CHANGELOG.read_text(encoding="utf-8"))
        print(text)  # noqa: T201
    else:
        check(options.tag, options.url)


if __name__ == "__main__":
    main()
