"""Small models for every class of keras.layers and every activation, one or a few each.

What `docs/layers.md` says was measured on them, and each of them is a test.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.convert.cases import Case, Make, attention, attention_of_list, masked, one, several
from tests.convert.models import seeded_keras


def adapted() -> Any:
    """A Normalization that has learned its statistics from data."""
    keras = seeded_keras()
    layer = keras.layers.Normalization()
    layer.adapt(np.random.default_rng(0).normal(3, 2, (50, 4)).astype(np.float32))
    return keras.Sequential([keras.Input((4,), name="x"), layer], name="adapted")


_PICTURE = (6, 7, 3)
_VIDEO = (4, 5, 6, 2)
_STEPS = (7, 3)

_TRAINING_ONLY: dict[str, Make] = {
    "AugMix": lambda k: k.AugMix(),
    "CutMix": lambda k: k.CutMix(),
    "MaxNumBoundingBoxes": lambda k: k.MaxNumBoundingBoxes(3),
    "MixUp": lambda k: k.MixUp(),
    "RandAugment": lambda k: k.RandAugment(),
    "RandomBrightness": lambda k: k.RandomBrightness(0.5),
    "RandomColorDegeneration": lambda k: k.RandomColorDegeneration(0.5),
    "RandomColorJitter": lambda k: k.RandomColorJitter(brightness_factor=0.5),
    "RandomContrast": lambda k: k.RandomContrast(0.5),
    "RandomElasticTransform": lambda k: k.RandomElasticTransform(),
    "RandomErasing": lambda k: k.RandomErasing(),
    "RandomFlip": lambda k: k.RandomFlip(),
    "RandomGaussianBlur": lambda k: k.RandomGaussianBlur(),
    "RandomGrayscale": lambda k: k.RandomGrayscale(1.0),
    "RandomHue": lambda k: k.RandomHue(0.5),
    "RandomInvert": lambda k: k.RandomInvert(1.0),
    "RandomPerspective": lambda k: k.RandomPerspective(),
    "RandomPosterization": lambda k: k.RandomPosterization(3),
    "RandomRotation": lambda k: k.RandomRotation(0.5),
    "RandomSaturation": lambda k: k.RandomSaturation(0.5),
    "RandomSharpness": lambda k: k.RandomSharpness(0.5),
    "RandomShear": lambda k: k.RandomShear(0.5),
    "RandomTranslation": lambda k: k.RandomTranslation(0.5, 0.5),
    "RandomZoom": lambda k: k.RandomZoom(0.5),
    "Solarization": lambda k: k.Solarization(0.5, 0.5),
    "SpatialDropout2D": lambda k: k.SpatialDropout2D(0.5),
}

_MERGES = ("Add", "Average", "Maximum", "Minimum", "Multiply")

CASES: dict[str, list[Case]] = {
    "Activation": [one((5,), lambda k: k.Activation("gelu"))],
    "ActivityRegularization": [one((5,), lambda k: k.ActivityRegularization(0.1, 0.1))],
    "AdaptiveAveragePooling1D": [one(_STEPS, lambda k: k.AdaptiveAveragePooling1D(3))],
    "AdaptiveAveragePooling2D": [one(_PICTURE, lambda k: k.AdaptiveAveragePooling2D((4, 3)))],
    "AdaptiveAveragePooling3D": [one(_VIDEO, lambda k: k.AdaptiveAveragePooling3D((2, 3, 4)))],
    "AdaptiveMaxPooling1D": [one(_STEPS, lambda k: k.AdaptiveMaxPooling1D(3))],
    "AdaptiveMaxPooling2D": [one(_PICTURE, lambda k: k.AdaptiveMaxPooling2D((4, 3)))],
    "AdaptiveMaxPooling3D": [one(_VIDEO, lambda k: k.AdaptiveMaxPooling3D((2, 3, 4)))],
    "AdditiveAttention": [attention_of_list(lambda k: k.AdditiveAttention())],
    "AlphaDropout": [one((5,), lambda k: k.AlphaDropout(0.5))],
    "Attention": [attention_of_list(lambda k: k.Attention(use_scale=True))],
    "AveragePooling1D": [one(_STEPS, lambda k: k.AveragePooling1D(2, padding="same"))],
    "AveragePooling2D": [one(_PICTURE, lambda k: k.AveragePooling2D(3, 2, padding="same"))],
    "AveragePooling3D": [one(_VIDEO, lambda k: k.AveragePooling3D(2))],
    "BatchNormalization": [
        one((5,), lambda k: k.BatchNormalization()),
        one(_PICTURE, lambda k: k.BatchNormalization(axis=1, scale=False)),
        one(_VIDEO, lambda k: k.BatchNormalization(center=False)),
    ],
    "Bidirectional": [
        one(_STEPS, lambda k: k.Bidirectional(k.LSTM(4, return_sequences=True))),
        masked(lambda k: k.Bidirectional(k.GRU(3), merge_mode="sum")),
    ],
    "CategoryEncoding": [
        one((4,), lambda k: k.CategoryEncoding(5), "int32", high=5),
        one((4,), lambda k: k.CategoryEncoding(5, "one_hot"), "int32", high=5),
        one((4,), lambda k: k.CategoryEncoding(5, "count"), "int32", high=5),
    ],
    "CenterCrop": [one(_PICTURE, lambda k: k.CenterCrop(4, 3))],
    "Concatenate": [several([(3, 4), (3, 2)], lambda k: k.Concatenate())],
    "Conv1D": [
        one(_STEPS, lambda k: k.Conv1D(4, 3, padding="causal", dilation_rate=2)),
        one((7, 4), lambda k: k.Conv1D(4, 3, strides=2, groups=2)),
    ],
    "Conv1DTranspose": [one(_STEPS, lambda k: k.Conv1DTranspose(4, 3, strides=2))],
    "Conv2D": [
        one(_PICTURE, lambda k: k.Conv2D(4, 3, strides=2, padding="same", activation="relu")),
        one((6, 7, 4), lambda k: k.Conv2D(6, 3, groups=2, use_bias=False)),
    ],
    "Conv2DTranspose": [
        one(_PICTURE, lambda k: k.Conv2DTranspose(4, 3, strides=2, padding="same")),
        one(_PICTURE, lambda k: k.Conv2DTranspose(4, 3, strides=2, output_padding=1)),
    ],
    "Conv3D": [one(_VIDEO, lambda k: k.Conv3D(3, 2, padding="same"))],
    "Conv3DTranspose": [one(_VIDEO, lambda k: k.Conv3DTranspose(3, 2, strides=2))],
    "ConvLSTM1D": [one((3, 5, 2), lambda k: k.ConvLSTM1D(3, 3, padding="same"))],
    "ConvLSTM2D": [one((3, 4, 5, 2), lambda k: k.ConvLSTM2D(3, 3, return_sequences=True))],
    "ConvLSTM3D": [one((2, 3, 4, 4, 2), lambda k: k.ConvLSTM3D(2, 2))],
    "Cropping1D": [one(_STEPS, lambda k: k.Cropping1D((1, 2)))],
    "Cropping2D": [one(_PICTURE, lambda k: k.Cropping2D(((1, 2), (0, 3))))],
    "Cropping3D": [one(_VIDEO, lambda k: k.Cropping3D(((1, 1), (0, 2), (3, 0))))],
    "Dense": [
        one((5,), lambda k: k.Dense(4, activation="leaky_relu")),
        one((2, 3, 4, 5), lambda k: k.Dense(3, activation="tanh")),
    ],
    "DepthwiseConv1D": [one(_STEPS, lambda k: k.DepthwiseConv1D(3, depth_multiplier=2))],
    "DepthwiseConv2D": [
        one(_PICTURE, lambda k: k.DepthwiseConv2D(3, strides=2, padding="same")),
        one(_PICTURE, lambda k: k.DepthwiseConv2D(2, dilation_rate=2)),
    ],
    "Discretization": [
        one((6,), lambda k: k.Discretization([-0.5, 0.0, 0.7])),
        one((6,), lambda k: k.Discretization([-0.5, 0.0, 0.7], output_mode="one_hot")),
    ],
    "Dot": [
        several([(3, 4), (5, 4)], lambda k: k.Dot(axes=2)),
        several([(4,), (4,)], lambda k: k.Dot(axes=1, normalize=True)),
    ],
    "Dropout": [one((5,), lambda k: k.Dropout(0.5))],
    "ELU": [one((5,), lambda k: k.ELU()), one((5,), lambda k: k.ELU(0.3))],
    "EinsumDense": [one((4, 5), lambda k: k.EinsumDense("abc,cd->abd", (None, 3), bias_axes="d"))],
    "Embedding": [one((2, 3), lambda k: k.Embedding(7, 3), "int32", high=7)],
    "Flatten": [one(_PICTURE, lambda k: k.Flatten())],
    "GRU": [one(_STEPS, lambda k: k.GRU(4)), masked(lambda k: k.GRU(3, return_sequences=True))],
    "GRUCell": [one(_STEPS, lambda k: k.RNN(k.GRUCell(4, reset_after=False)))],
    "GaussianDropout": [one((5,), lambda k: k.GaussianDropout(0.5))],
    "GaussianNoise": [one((5,), lambda k: k.GaussianNoise(0.5))],
    "GlobalAveragePooling1D": [
        one(_STEPS, lambda k: k.GlobalAveragePooling1D()),
        masked(lambda k: k.GlobalAveragePooling1D()),
    ],
    "GlobalAveragePooling2D": [one(_PICTURE, lambda k: k.GlobalAveragePooling2D(keepdims=True))],
    "GlobalAveragePooling3D": [one(_VIDEO, lambda k: k.GlobalAveragePooling3D())],
    "GlobalMaxPooling1D": [one(_STEPS, lambda k: k.GlobalMaxPooling1D())],
    "GlobalMaxPooling2D": [one(_PICTURE, lambda k: k.GlobalMaxPooling2D())],
    "GlobalMaxPooling3D": [one(_VIDEO, lambda k: k.GlobalMaxPooling3D())],
    "GroupNormalization": [
        one((4, 5, 6), lambda k: k.GroupNormalization(3)),
        one((6, 4, 5), lambda k: k.GroupNormalization(-1, axis=1)),
    ],
    "GroupQueryAttention": [attention(lambda k: k.GroupQueryAttention(2, 4, 2))],
    "Identity": [one((5,), lambda k: k.Identity())],
    "InputLayer": [one((5,), lambda k: k.Identity())],
    "LSTM": [one(_STEPS, lambda k: k.LSTM(4)), masked(lambda k: k.LSTM(3))],
    "LSTMCell": [one(_STEPS, lambda k: k.RNN(k.LSTMCell(4)))],
    "LayerNormalization": [
        one((4, 5), lambda k: k.LayerNormalization()),
        one(_PICTURE, lambda k: k.LayerNormalization(axis=[1, 3])),
        one((2, 3, 4, 6), lambda k: k.LayerNormalization(scale=False)),
    ],
    "LeakyReLU": [one((5,), lambda k: k.LeakyReLU(0.1))],
    "Masking": [one(_STEPS, lambda k: k.Masking())],
    "MaxPooling1D": [one(_STEPS, lambda k: k.MaxPooling1D(2))],
    "MaxPooling2D": [one(_PICTURE, lambda k: k.MaxPooling2D(3, 2, padding="same"))],
    "MaxPooling3D": [one(_VIDEO, lambda k: k.MaxPooling3D(2))],
    "MultiHeadAttention": [attention(lambda k: k.MultiHeadAttention(2, 4))],
    "Normalization": [
        Case(adapted),
        one(_PICTURE, lambda k: k.Normalization(axis=None, mean=0.4, variance=0.2)),
        one((4,), lambda k: k.Normalization(mean=[1, 2, 3, 4], variance=[4, 3, 2, 1], invert=True)),
    ],
    "PReLU": [one((5,), lambda k: k.PReLU()), one(_PICTURE, lambda k: k.PReLU(shared_axes=[1, 3]))],
    "Permute": [one(_PICTURE, lambda k: k.Permute((3, 1, 2)))],
    "Pipeline": [one(_PICTURE, lambda k: k.Pipeline([k.Rescaling(0.5), k.RandomFlip()]))],
    "RMSNormalization": [one((4, 5), lambda k: k.RMSNormalization())],
    "RNN": [one(_STEPS, lambda k: k.RNN([k.LSTMCell(4), k.GRUCell(3)], return_sequences=True))],
    "RandomCrop": [one((4, 4, 3), lambda k: k.RandomCrop(4, 4))],
    "ReLU": [
        one((9,), lambda k: k.ReLU(1.5)),
        one((9,), lambda k: k.ReLU(1.5, negative_slope=0.2, threshold=0.3)),
    ],
    "RepeatVector": [one((5,), lambda k: k.RepeatVector(3))],
    "Rescaling": [
        one(_PICTURE, lambda k: k.Rescaling(1 / 255, 0.5)),
        one(_PICTURE, lambda k: k.Rescaling([0.1, 0.2, 0.3], offset=[1.0, 2.0, 3.0])),
    ],
    "Reshape": [one((4, 6), lambda k: k.Reshape((2, -1, 3)))],
    "Resizing": [
        one(_PICTURE, lambda k: k.Resizing(9, 5)),
        one(_PICTURE, lambda k: k.Resizing(4, 8, interpolation="nearest")),
    ],
    "ReversibleEmbedding": [one((4,), lambda k: k.ReversibleEmbedding(7, 3), "int32", high=7)],
    "STFTSpectrogram": [
        one((40, 2), lambda k: k.STFTSpectrogram(mode="log", frame_length=16, fft_length=32)),
        one((40, 1), lambda k: k.STFTSpectrogram(mode="psd", frame_length=9, expand_dims=True)),
        one((40, 1), lambda k: k.STFTSpectrogram(mode="stft", frame_length=8, padding="same")),
    ],
    "SeparableConv1D": [one(_STEPS, lambda k: k.SeparableConv1D(4, 3))],
    "SeparableConv2D": [one(_PICTURE, lambda k: k.SeparableConv2D(4, 3, depth_multiplier=2))],
    "SimpleRNN": [one(_STEPS, lambda k: k.SimpleRNN(4, return_sequences=True))],
    "SimpleRNNCell": [one(_STEPS, lambda k: k.RNN(k.SimpleRNNCell(4)))],
    "Softmax": [one((5,), lambda k: k.Softmax()), one(_PICTURE, lambda k: k.Softmax((1, 2)))],
    "SpatialDropout1D": [one(_STEPS, lambda k: k.SpatialDropout1D(0.5))],
    "SpatialDropout3D": [one(_VIDEO, lambda k: k.SpatialDropout3D(0.5))],
    "SpectralNormalization": [one(_PICTURE, lambda k: k.SpectralNormalization(k.Conv2D(4, 3)))],
    "StackedRNNCells": [
        one(_STEPS, lambda k: k.RNN(k.StackedRNNCells([k.SimpleRNNCell(4), k.LSTMCell(3)])))
    ],
    "Subtract": [several([(3, 4), (3, 4)], lambda k: k.Subtract())],
    "TimeDistributed": [
        one((3, 6, 7, 2), lambda k: k.TimeDistributed(k.Conv2D(4, 3))),
        one(_STEPS, lambda k: k.TimeDistributed(k.Dense(4))),
    ],
    "UnitNormalization": [one((4, 5), lambda k: k.UnitNormalization(axis=1))],
    "UpSampling1D": [one(_STEPS, lambda k: k.UpSampling1D(2))],
    "UpSampling2D": [
        one(_PICTURE, lambda k: k.UpSampling2D((2, 3))),
        one(_PICTURE, lambda k: k.UpSampling2D(2, interpolation="bilinear")),
    ],
    "UpSampling3D": [one(_VIDEO, lambda k: k.UpSampling3D(2))],
    "ZeroPadding1D": [one(_STEPS, lambda k: k.ZeroPadding1D((1, 2)))],
    "ZeroPadding2D": [one(_PICTURE, lambda k: k.ZeroPadding2D(((1, 2), (0, 3))))],
    "ZeroPadding3D": [one(_VIDEO, lambda k: k.ZeroPadding3D((1, 2, 0)))],
}
CASES |= {name: [one(_PICTURE, make)] for name, make in _TRAINING_ONLY.items()}


def _merge(name: str) -> Case:
    return several([(3, 4), (3, 4), (3, 4)], lambda k: getattr(k, name)())


CASES |= {name: [_merge(name)] for name in _MERGES}

# Classes without a model of their own, and why.
UNMEASURED = {"Equalization": 'Keras cannot put it into a model ("part of a cycle")'}


def activation_case(name: str) -> Case:
    """A Dense layer with an activation, by the activation's name."""
    return one((5,), lambda k: k.Dense(6, activation=name))
