"""The groups in which Keras 2 saves the weights of a model: how it names them, and their order.

Keras 2 walks through the attributes of each object and saves the objects that it finds there
(saving_lib._save_state): an object's own weights in `vars/0`, `vars/1`, ..., those of an attribute
`cell` in `cell/vars/0`, and those of a list or dictionary under the classes of what is in it,
numbered: `layers/dense`, `layers/dense_1`. An object that was saved before is not saved again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tfjs_bridge.convert.files.keras2.objects import Saved

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Convention:
    """What differs between the versions.

    Attributes:
        holder: The attribute in which a model's layers are found first. `dir` sorts attributes,
            and Keras 2.12 to 2.14 take them from the first; so that is
            `_layer_checkpoint_dependencies`. From 2.15 on it is `layers`, from the last.
        last_first: Whether attributes are taken from the last.
        counts_again: Whether an object gets a number again where it was saved before. In
            `_layer_checkpoint_dependencies` each layer with weights is twice, which leaves gaps:
            `dense`, `dense_2`, `dense_4`. Since Keras 2.14 such an object is passed over before.
    """

    holder: str
    last_first: bool
    counts_again: bool


_OLD = "_layer_checkpoint_dependencies"
HOLDERS = ("layers", _OLD)


def convention(keras_version: str) -> Convention:
    """Return the one of a version such as `2.13.1`; tf_keras 2.16 to 2.19 are like Keras 2.15."""
    match = re.match(r"2\.(\d+)", keras_version)
    minor = int(match[1]) if match else 15
    if minor < 14:
        return Convention(_OLD, last_first=False, counts_again=True)
    if minor == 14:
        return Convention(_OLD, last_first=False, counts_again=False)
    return Convention("layers", last_first=True, counts_again=False)


def group_names(
    root: Saved, names: Convention, is_filled: Callable[[Path], bool]
) -> dict[int, Path]:
    """Find the group of each object.

    Args:
        root: The whole model.
        names: How they are named.
        is_filled: Whether a group has weights of its own.

    Returns:
        The names on the way to it, by the `id` of the object.
    """
    walk = _Walk(names, is_filled)
    walk.visit(root, ())
    return walk.groups


class _Walk:
    def __init__(self, names: Convention, is_filled: Callable[[Path], bool]) -> None:
        self._names = names
        self._is_filled = is_filled
        self.groups: dict[int, Path] = {}

    def visit(self, saved: Saved, path: Path) -> None:
        """Note an object's group and those of what is in it, in Keras's order."""
        if id(saved) in self.groups:
            return
        self.groups[id(saved)] = path
        for attribute in sorted(saved.children, reverse=self._names.last_first):
            child = saved.children[attribute]
            if isinstance(child, Saved):
                self.visit(child, (*path, attribute))
            elif attribute == "layers":
                self._members(child, (*path, self._names.holder), self._names.counts_again)
            else:
                self._members(child, (*path, attribute), False)

    def _members(self, members: Sequence[Saved], path: Path, is_twice: bool) -> None:
        used: Counter[str] = Counter()
        for member in members:
            if id(member) in self.groups and not self._names.counts_again:
                continue
            kind = _snake_case(member.class_name)
            self.visit(member, (*path, f"{kind}_{used[kind]}" if used[kind] else kind))
            # functional.Functional._layer_checkpoint_dependencies: layers with weights are there
            # as `layer_with_weights-0` and as `layer-0`.
            used[kind] += 2 if is_twice and self._has_weights(member) else 1

    def _has_weights(self, saved: Saved) -> bool:
        left, seen = [saved], set[int]()
        while left:
            each = left.pop()
            if id(each) in seen:
                continue
            seen.add(id(each))
            if self._is_filled(self.groups[id(each)]):
                return True
            for child in each.children.values():
                left += [child] if isinstance(child, Saved) else child
        return False


def _snake_case(class_name: str) -> str:
    """Convert as Keras 2's generic_utils.to_snake_case does."""
    parts = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", class_name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", parts).lower()
