"""Pictures and sounds: functions of `keras.ops.image` and Fourier transforms."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case
from tests.convert.graph_model.zoo.own import of, own_layer


@case()
def resizing(k: Any) -> Any:
    def call(x: Any) -> Any:
        resize = k.ops.image.resize
        ways = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
        larger = [resize(x, (9, 11), interpolation=way) for way in ways]
        return [
            *larger,
            resize(x, (3, 4), interpolation="bilinear"),
            resize(x, (3, 4), interpolation="bilinear", antialias=True),
            resize(x, (8, 8), crop_to_aspect_ratio=True),
            resize(x, (8, 10), pad_to_aspect_ratio=True),
        ]

    return of(k, call, (6, 7, 2))


@case()
def patches(k: Any) -> Any:
    def call(x: Any) -> Any:
        image = k.ops.image
        return [
            image.extract_patches(x, 2),
            image.extract_patches(x, (3, 2), strides=(1, 2), padding="same"),
            image.crop_images(x, top_cropping=1, left_cropping=2, target_height=3, target_width=4),
            image.pad_images(x, 1, 2, target_height=10, target_width=12),
            k.ops.unfold(k.ops.transpose(x, (0, 3, 1, 2)), 2, stride=2),
        ]

    return of(k, call, (6, 8, 3))


@case(inputs=Spec((5, 6, 3), high=1))
def colours(k: Any) -> Any:
    def call(x: Any) -> Any:
        image = k.ops.image
        return [image.rgb_to_grayscale(x), image.rgb_to_hsv(x), image.hsv_to_rgb(x)]

    return of(k, call, (5, 6, 3))


@case()
def affine_transform(k: Any) -> Any:
    turn = [0.9, 0.2, 0.5, -0.2, 0.9, 0.3, 0.0, 0.0]

    def call(x: Any) -> Any:
        matrix = k.ops.broadcast_to(k.ops.array([turn]), (k.ops.shape(x)[0], 8))
        return [
            k.ops.image.affine_transform(x, matrix, interpolation="bilinear"),
            k.ops.image.affine_transform(x, matrix, interpolation="nearest", fill_mode="reflect"),
        ]

    return of(k, call, (6, 6, 2))


@case()
def map_coordinates(k: Any) -> Any:
    def call(x: Any) -> Any:
        rows, columns = k.ops.meshgrid(k.ops.linspace(0.0, 4.0, 6), k.ops.linspace(0.0, 3.0, 4))

        def one(picture: Any) -> Any:
            return k.ops.image.map_coordinates(picture, k.ops.stack([rows, columns]), order=1)

        return k.ops.vectorized_map(one, x)

    return of(k, call, (6, 5))


@case()
def spatial_transformer(k: Any) -> Any:
    picture = k.Input((8, 8, 1), name="picture")
    moves = k.layers.Dense(8, activation="tanh")(k.layers.Flatten()(picture))

    def moved(x: Any, moves: Any) -> Any:
        unmoved = k.ops.array([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0])
        return k.ops.image.affine_transform(x, unmoved + 0.01 * moves)

    return k.Model(picture, own_layer(k, moved)(picture, moves))


@case()
def gaussian_blur(k: Any) -> Any:
    return of(k, lambda x: k.ops.image.gaussian_blur(x, (3, 3), (1.0, 1.0)), (7, 7, 3))


@case()
def fourier_transforms(k: Any) -> Any:
    def call(x: Any, y: Any) -> Any:
        real, imaginary = k.ops.rfft(x)
        return [real, imaginary, *k.ops.fft((x, y)), k.ops.irfft((real, imaginary))]

    return of(k, call, (3, 12), (3, 12))


@case()
def fourier_transforms_2d(k: Any) -> Any:
    def call(x: Any, y: Any) -> Any:
        return [*k.ops.fft2((x, y)), *k.ops.ifft2((x, y))]

    return of(k, call, (6, 8), (6, 8))


@case()
def short_time_fourier(k: Any) -> Any:
    def call(x: Any) -> Any:
        real, imaginary = k.ops.stft(x, 16, 4, 16)
        back = k.ops.istft((real, imaginary), 16, 4, 16)
        return [k.ops.sqrt(real**2 + imaginary**2 + 1e-6), back]

    return of(k, call, (64,))


@case()
def spectrogram_layers(k: Any) -> Any:
    layers, sound = k.layers, k.Input((128, 1), name="sound")
    short = {"fft_length": 32, "sequence_stride": 16, "num_mel_bins": 6}
    mel = layers.MelSpectrogram(**short, sampling_rate=800, min_freq=10.0, max_freq=400.0)
    outputs = [
        mel(sound[..., 0]),
        layers.STFTSpectrogram(frame_length=16, frame_step=8)(sound),
        layers.STFTSpectrogram("log", frame_length=16, frame_step=8, padding="same")(sound),
    ]
    return k.Model(sound, outputs)


@case()
def fourier_features(k: Any) -> Any:
    def call(x: Any, frequencies: Any) -> Any:
        angles = 2 * 3.14159 * x @ frequencies
        return k.ops.concatenate([k.ops.sin(angles), k.ops.cos(angles)], -1)

    x = k.Input((2,), name="x")
    y = own_layer(k, call, {"frequencies": (2, 6)})(x)
    return k.Model(x, k.layers.Dense(3, activation="sigmoid")(k.layers.Dense(8, "relu")(y)))


@case()
def fourier_mixing(k: Any) -> Any:
    x = k.Input((6, 8), name="x")
    mixed = own_layer(k, lambda x: k.ops.fft2((x, k.ops.zeros_like(x)))[0])(x)
    y = k.layers.LayerNormalization()(k.layers.Add()([x, mixed]))
    return k.Model(x, k.layers.Dense(8, activation="gelu")(y))
