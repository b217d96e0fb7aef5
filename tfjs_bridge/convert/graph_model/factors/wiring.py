"""Who takes which tensor, kept up to date while a finished graph is changed in place."""

from __future__ import annotations

from collections import Counter

from tfjs_bridge.convert.graph_model.ir import GraphModel, Node, Tensor, nodes_of


class Wiring:
    """A model's nodes and their users.

    Attributes:
        nodes: All of them, each after those that it takes tensors from.
    """

    def __init__(self, model: GraphModel) -> None:
        self._model = model
        self.nodes = nodes_of(model.outputs, model.inputs)
        self._users: dict[Tensor, list[Node]] = {}
        self._control = Counter(other for node in self.nodes for other in node.control)
        for node in self.nodes:
            self._note(node)

    def users(self, tensor: Tensor) -> list[Node]:
        """Return the nodes that take a tensor, each once."""
        return self._users.get(tensor, [])

    def only_user(self, tensor: Tensor) -> Node | None:
        """Return the node that is alone in taking a tensor; `None` if there is no such one."""
        users = self.users(tensor)
        is_free = tensor not in self._model.outputs and not self._control[tensor.node]
        is_alone = is_free and len(users) == 1 and users[0].inputs.count(tensor) == 1
        return users[0] if is_alone else None

    def set_inputs(self, node: Node, inputs: list[Tensor]) -> None:
        """Let a node take other tensors."""
        for tensor in dict.fromkeys(node.inputs):
            self._users[tensor].remove(node)
        node.inputs = inputs
        self._note(node)

    def replace(self, old: Tensor, new: Tensor) -> None:
        """Let all take another tensor, but for the node that gives it."""
        for user in list(self.users(old)):
            if user is not new.node:
                self.set_inputs(user, [new if x is old else x for x in user.inputs])
        self._model.outputs[:] = [new if x is old else x for x in self._model.outputs]

    def add(self, tensor: Tensor) -> Tensor:
        """Note what a new node takes."""
        self._note(tensor.node)
        return tensor

    def _note(self, node: Node) -> None:
        for tensor in dict.fromkeys(node.inputs):
            self._users.setdefault(tensor, []).append(node)
