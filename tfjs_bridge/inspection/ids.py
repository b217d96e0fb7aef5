"""Ids of parts: names joined by slashes, and numbered where two would be the same."""

from __future__ import annotations


class Ids:
    """Gives each part an id of its own, and the same part the same one."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()

    def of(self, *path: str) -> str:
        """Return the id of a part.

        Args:
            path: The names of what it is in, empty ones left out, and its own.
        """
        # "a/b" may be layer b of model a, or a layer of that name.
        if path not in self._ids:
            plain = "/".join(filter(None, path))
            chosen, number = plain, 2
            while chosen in self._taken:
                chosen, number = f"{plain}#{number}", number + 1
            self._taken.add(chosen)
            self._ids[path] = chosen
        return self._ids[path]
