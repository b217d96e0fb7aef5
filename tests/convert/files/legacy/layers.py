"""Models of Keras 2 for each kind of layer."""

from __future__ import annotations

from typing import Any

from tests.convert.files.legacy.registry import case, one


@case
def mlp(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((6,), name="x"),
            layers.Dense(8, activation="relu", kernel_regularizer="l2"),
            layers.Dropout(0.5),
            layers.Dense(5, activation="tanh", kernel_constraint="max_norm", use_bias=False),
            layers.Dense(3, activation="softmax"),
        ]
    )


@case
def first_layer_names_the_shape(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential([layers.Dense(4, input_shape=(3,)), layers.Activation("selu")])


@case
def deferred(keras: Any) -> Any:
    model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(2)])
    model.build((None, 3))
    return model


@case
def cnn(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((12, 12, 2)),
            layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(6.0),
            layers.ZeroPadding2D(((1, 0), (0, 1))),
            layers.Conv2D(4, 3, dilation_rate=2, activation="elu"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Flatten(),
            layers.Dense(3, activation="sigmoid"),
        ]
    )


@case
def separable(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            layers.SeparableConv2D(5, 3, padding="same", depth_multiplier=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
        ]
    )


@case
def separable1d(keras: Any) -> Any:
    return one(keras, keras.layers.SeparableConv1D(5, 3, padding="same"), (8, 3))


@case
def depthwise(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((9, 9, 3)),
            layers.DepthwiseConv2D(3, depth_multiplier=2, strides=2, activation="relu"),
            layers.Cropping2D(1),
            layers.AveragePooling2D(2, strides=1, padding="same"),
        ]
    )


@case
def transposed(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((5, 5, 3)),
            layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2DTranspose(2, 4, strides=2),
        ]
    )


@case
def output_padding(keras: Any) -> Any:
    layer = keras.layers.Conv2DTranspose(2, 3, strides=2, padding="same", output_padding=1)
    return one(keras, layer, (5, 5, 3))


@case
def lstm(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((7, 3)), layers.LSTM(5, return_sequences=True), layers.LSTM(4)]
    )


@case
def hard_lstm(keras: Any) -> Any:
    return one(keras, keras.layers.LSTM(5, recurrent_activation="hard_sigmoid"), (7, 3))


@case
def gru(keras: Any) -> Any:
    return one(keras, keras.layers.GRU(5, return_sequences=True), (7, 3))


@case
def gru_reset_before(keras: Any) -> Any:
    return one(keras, keras.layers.GRU(5, reset_after=False, go_backwards=True), (7, 3))


@case
def bidirectional(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((6, 3)),
            layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
            layers.Bidirectional(layers.SimpleRNN(3), merge_mode="sum"),
        ]
    )


@case
def two_directions(keras: Any) -> Any:
    layers = keras.layers
    backward = layers.LSTM(4, activation="relu", go_backwards=True, name="other")
    return one(keras, layers.Bidirectional(layers.LSTM(4), backward_layer=backward), (6, 3))


@case
def cells(keras: Any) -> Any:
    layers = keras.layers
    stack = [layers.LSTMCell(4), layers.LSTMCell(3)]
    return one(keras, layers.RNN(stack, return_sequences=True), (6, 3))


@case
def one_cell(keras: Any) -> Any:
    return one(keras, keras.layers.RNN(keras.layers.SimpleRNNCell(4)), (6, 3))


@case
def batch_normalization(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((5, 4)),
            layers.BatchNormalization(scale=False, epsilon=1e-2),
            layers.BatchNormalization(axis=1, center=False),
        ]
    )


@case
def hard_sigmoid(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((5, 4)),
            layers.Dense(4, activation="hard_sigmoid"),
            layers.Activation("hard_sigmoid"),
        ]
    )


@case
def time_distributed(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((4, 6, 3)),
            layers.TimeDistributed(layers.Conv1D(5, 2)),
            layers.TimeDistributed(layers.Flatten()),
            layers.TimeDistributed(layers.Dense(2)),
        ]
    )


@case
def rectifiers(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((5, 4)),
            layers.LeakyReLU(alpha=0.2),
            layers.PReLU(shared_axes=[1]),
            layers.ReLU(max_value=2.0, negative_slope=0.1, threshold=0.1),
            layers.ELU(),
            layers.Softmax(),
        ]
    )


@case
def thresholded(keras: Any) -> Any:
    return one(keras, keras.layers.ThresholdedReLU(theta=0.5), (5, 4))


@case
def causal(keras: Any) -> Any:
    layer = keras.layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="swish")
    return one(keras, layer, (8, 3))


@case
def upsampling(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((4, 3, 2)),
            layers.UpSampling2D((2, 3), interpolation="bilinear"),
            layers.UpSampling2D(2),
        ]
    )


@case
def layer_normalization(keras: Any) -> Any:
    return one(keras, keras.layers.LayerNormalization(epsilon=1e-2), (5, 4))


@case
def conv_lstm(keras: Any) -> Any:
    layer = keras.layers.ConvLSTM2D(3, 3, padding="same", return_sequences=True)
    return one(keras, layer, (3, 5, 5, 2))


@case
def half_precision(keras: Any) -> Any:
    layers = keras.layers
    policy = keras.mixed_precision.Policy("mixed_float16")
    return keras.Sequential(
        [
            keras.Input((6,)),
            layers.Dense(4, activation="relu", dtype=policy),
            layers.Dense(3, dtype="float32"),
        ]
    )


@case
def layer_as_activation(keras: Any) -> Any:
    layers = keras.layers
    return one(keras, layers.Dense(4, activation=layers.LeakyReLU(0.1)), (3,))


@case
def stacked_cells(keras: Any) -> Any:
    layers = keras.layers
    stack = [layers.GRUCell(3, reset_after=False), layers.LSTMCell(4)]
    return keras.Sequential(
        [
            keras.Input((6, 3)),
            layers.RNN(stack, go_backwards=True, return_sequences=True),
            layers.Bidirectional(layers.RNN(layers.LSTMCell(3))),
        ]
    )


@case
def shapes(keras: Any) -> Any:
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((8, 8, 4)),
            layers.Conv2D(4, 3, groups=2, padding="same", activation="relu"),
            layers.MaxPool2D(3, 2),
            layers.Reshape((-1, 4)),
            layers.Permute((2, 1)),
            layers.GlobalMaxPooling1D(),
            layers.RepeatVector(3),
            layers.Conv1DTranspose(3, 3),
            layers.ZeroPadding1D(1),
            layers.Cropping1D(1),
            layers.AveragePooling1D(2),
        ]
    )
