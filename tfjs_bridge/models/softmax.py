"""Softmax regression from "Neural networks at a glance", its cost and update written out."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.models.definition import DigitsConfig, ModelDefinition


def build(keras: Any, config: DigitsConfig, classes: int) -> Any:
    """One matrix of weights and one bias.

    Input: float32, shape (batch, 28, 28, 1), light ink on dark, values in [0, 1].
    Output: float32, shape (batch, classes), a probability for each digit.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Flatten(name="flatten"),
            layers.Dense(
                classes, activation="softmax", kernel_initializer="zeros", name="probabilities"
            ),
        ],
        name="softmax",
    )


def cost_and_gradients(ops: Any, x: Any, y: Any, weight: Any, bias: Any) -> tuple[Any, Any, Any]:
    """Cross-entropy of ``softmax(x weight + bias)``, and its slope.

    Args:
        ops: `keras.ops`.
        x: float32, shape (batch, pixels).
        y: float32, shape (batch, classes), one-hot.
        weight: float32, shape (pixels, classes).
        bias: float32, shape (classes,).

    Returns:
        The cost in nats, a scalar, and its gradients in the shapes of `weight` and `bias`.
    """
    scores = ops.matmul(x, weight) + bias
    cost = -ops.mean(ops.sum(y * ops.log_softmax(scores), axis=-1))
    # d cost / d scores: where the probabilities should be, less where they are.
    error = (ops.softmax(scores) - y) / ops.cast(ops.shape(x)[0], "float32")
    return cost, ops.matmul(ops.transpose(x), error), ops.sum(error, axis=0)


def trainee(keras: Any, network: Any, config: DigitsConfig) -> Any:
    """The network with gradient descent by hand as its training step, on either backend."""
    ops = keras.ops
    is_jax = keras.backend.backend() == "jax"

    class SoftmaxRegression(keras.Model):  # type: ignore[misc]
        """Keras calls `train_step` for each batch; what it does is up to us."""

        def train_step(self, *arguments: Any) -> Any:
            return self._jax_step(*arguments) if is_jax else self._step(*arguments)

        def _step(self, data: Any) -> dict[str, Any]:
            x, y = data
            weight, bias = self.trainable_variables
            probabilities = self(x)
            cost, slope, bias_slope = cost_and_gradients(ops, _flat(x), y, weight, bias)
            rate = self.optimizer.learning_rate
            weight.assign_sub(rate * slope)
            bias.assign_sub(rate * bias_slope)
            self.optimizer.iterations.assign_add(1)
            for metric in self.metrics:
                seen = (cost,) if metric.name == "loss" else (y, probabilities)
                metric.update_state(*seen)
            logs: dict[str, Any] = self.get_metrics_result()
            return logs

        def _jax_step(self, state: Any, data: Any) -> tuple[dict[str, Any], Any]:
            """The same; JAX wants all state handed in and out."""
            variables = self._state_variables()
            pairs = zip(variables, [value for part in state for value in part], strict=True)
            with keras.StatelessScope(state_mapping=list(pairs)) as scope:
                logs = self._step(data)
            values = [scope.get_current_value(variable) for variable in variables]
            after, start = [], 0
            for part in state:
                after.append(values[start : start + len(part)])
                start += len(part)
            return logs, tuple(after)

        def _state_variables(self) -> list[Any]:
            return [
                *self.trainable_variables,
                *self.non_trainable_variables,
                *self.optimizer.variables,
                *self.metrics_variables,
            ]

    def _flat(x: Any) -> Any:
        return ops.reshape(x, (ops.shape(x)[0], -1))

    return SoftmaxRegression(network.inputs, network.outputs, name=network.name)


MODEL = ModelDefinition(
    name="softmax",
    summary="one matrix and one bias, updated by hand, as in 'Neural networks at a glance'",
    recipes={
        "tutorial": DigitsConfig(
            epochs=2,  # 1,200 steps; the tutorial's 1,000 steps are 1.7 epochs
            batch_size=100,
            optimizer="sgd",
            learning_rate=0.5,
            loss="categorical_crossentropy",
        ),
        "best": DigitsConfig(
            epochs=20,
            batch_size=100,
            optimizer="sgd",
            learning_rate=0.5,
            schedule="cosine",
            loss="categorical_crossentropy",
            held_out=5000,
        ),
        "small-data": DigitsConfig(
            epochs=40,
            batch_size=100,
            optimizer="sgd",
            learning_rate=0.5,
            schedule="cosine",
            loss="categorical_crossentropy",
        ),
    },
    backend="tensorflow",
    build=build,
    trainee=trainee,
)
