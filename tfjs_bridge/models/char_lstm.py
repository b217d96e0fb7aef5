"""The character model of the tutorial "RNN with TensorFlow.js and Node.js"."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.models.definition import ModelDefinition, TextConfig


def build(
    keras: Any,
    config: TextConfig,
    classes: int,
    *,
    batch_size: int | None = None,
    stateful: bool = False,
) -> Any:
    """Characters as vectors, LSTM layers, and a probability for each next character.

    Input: int32, shape (batch, steps), each character's place in the vocabulary.
    Output: float32, shape (batch, steps, classes): after each step, what may come next.
    """
    layers = keras.layers
    steps = 1 if stateful else None
    tokens = keras.Input((steps,), batch_size=batch_size, dtype="int32", name="characters")
    if config.embedding:
        x = layers.Embedding(classes, config.embedding, name="embedding")(tokens)
    else:
        x = keras.ops.one_hot(tokens, classes, dtype="float32")
    if config.input_dropout:
        x = layers.Dropout(config.input_dropout, name="input_dropout")(x)
    for number in range(config.layers):
        name = f"lstm_{number}" if number else "lstm"
        lstm = layers.LSTM(config.units, return_sequences=True, stateful=stateful, name=name)
        x = lstm(x)
    if config.output_dropout:
        x = layers.Dropout(config.output_dropout, name="output_dropout")(x)
    x = layers.Dense(classes, activation="softmax", name="probabilities")(x)
    return keras.Model(tokens, x, name="char-lstm")


MODEL = ModelDefinition(
    name="char-lstm",
    summary="LSTM of 512 units over characters, as in the tutorial on RNNs with Node.js",
    recipes={
        "tutorial": TextConfig(
            epochs=10,
            batch_size=32,
            optimizer="adam",
            learning_rate=1e-3,  # Keras's default
            sequence_length=100,
            units=512,
        ),
        "best": TextConfig(
            epochs=11,
            batch_size=64,
            optimizer="adamw",
            learning_rate=4e-3,
            schedule="cosine",
            warmup=0.05,
            weight_decay=0.01,
            clip_norm=1.0,
            sequence_length=128,
            units=512,
            embedding=128,
            input_dropout=0.1,
            output_dropout=0.4,
        ),
    },
    backend="jax",
    build=build,
)
