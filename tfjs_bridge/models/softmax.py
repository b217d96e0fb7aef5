"""Softmax regression from "Neural networks at a glance", its cost and update written out."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.models.definition import DigitsConfig, ModelDefinition


def build(keras: Any, config: DigitsConfig, classes: int) -> Any:
    """Build one matrix of weights and one bias.

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
    """Return the cross-entropy of ``softmax(x weight + bias)`` and its slope.

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


def training_model(keras: Any, network: Any, config: DigitsConfig) -> Any:
    """Return the network with gradient descent by hand as its training step, on either backend."""
    ops = keras.ops
    is_jax = keras.backend.backend() == "jax"

    class SoftmaxRegression(keras.Model):  # type: ignore[misc]
        """Keras calls `train_step` for each batch; what it does is up to us."""

        def train_step(self, *arguments: Any) -> Any:
            if is_jax:
                return _stateless_step(keras, self, *arguments)
            return self.step(*arguments)

        def step(self, data: Any) -> dict[str, Any]:
            x, y = data
            weight, bias = self.trainable_variables
            probabilities = self(x)
            pixels = ops.reshape(x, (ops.shape(x)[0], -1))
            cost, slope, bias_slope = cost_and_gradients(ops, pixels, y, weight, bias)
            rate = self.optimizer.learning_rate
            weight.assign_sub(rate * slope)
            bias.assign_sub(rate * bias_slope)
            # A schedule reads the learning rate off this counter.
            self.optimizer.iterations.assign_add(1)
            for metric in self.metrics:
                seen = (cost,) if metric.name == "loss" else (y, probabilities)
                metric.update_state(*seen)
            logs: dict[str, Any] = self.get_metrics_result()
            return logs

    return SoftmaxRegression(network.inputs, network.outputs, name=network.name)


def _stateless_step(
    keras: Any, model: Any, state: Any, data: Any
) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """Run `model.step` as JAX wants it: with all state handed in and handed out.

    Args:
        keras: The module.
        model: Its `step` assigns to its variables.
        state: Values in the order of Keras's JAX trainer: those of the trainable variables, the
            others, the optimizer's and the metrics'.
        data: The batch.

    Returns:
        The logs, and the new values in the same parts as `state`.
    """
    variables = [
        *model.trainable_variables,
        *model.non_trainable_variables,
        *model.optimizer.variables,
        *model.metrics_variables,
    ]
    pairs = zip(variables, [value for part in state for value in part], strict=True)
    with keras.StatelessScope(state_mapping=list(pairs)) as scope:
        logs = model.step(data)
    values = iter([scope.get_current_value(variable) for variable in variables])
    return logs, tuple([next(values) for _ in part] for part in state)


MODEL = ModelDefinition(
    name="softmax",
    summary="one matrix and one bias, updated by hand, as in 'Neural networks at a glance'",
    data="digits",
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
            validation_digits=5000,
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
    training_model=training_model,
)
