"""Recurrent networks."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case


@case()
def lstm_of_fixed_length(k: Any) -> Any:
    layers = k.layers
    return k.Sequential([k.Input((9, 4)), layers.LSTM(6), layers.Dense(3, activation="softmax")])


@case(sizes=({"s": 7}, {"s": 1}, {"s": 12}))
def lstm_of_any_length(k: Any) -> Any:
    layers = k.layers
    return k.Sequential([k.Input((None, 4)), layers.LSTM(6, return_sequences=True), layers.LSTM(5)])


@case()
def lstm_of_many_steps(k: Any) -> Any:
    return k.Sequential([k.Input((90, 3)), k.layers.LSTM(5, return_sequences=True)])


@case(sizes=({"s": 6}, {"s": 11}))
def gru_both_kinds(k: Any) -> Any:
    x = k.Input((None, 4), name="x")
    after = k.layers.GRU(5, reset_after=True, return_sequences=True)(x)
    before = k.layers.GRU(5, reset_after=False, recurrent_activation="hard_sigmoid")(x)
    return k.Model(x, [after, before])


@case(sizes=({"s": 6}, {"s": 9}))
def simple_rnn_backwards(k: Any) -> Any:
    x = k.Input((None, 4), name="x")
    y = k.layers.SimpleRNN(5, go_backwards=True, return_sequences=True)(x)
    return k.Model(x, [y, k.layers.SimpleRNN(3, activation="relu")(y)])


@case()
def bidirectional_modes(k: Any) -> Any:
    layers, x = k.layers, k.Input((6, 4), name="x")
    outputs = [
        layers.Bidirectional(layers.LSTM(3, return_sequences=True), merge_mode=mode)(x)
        for mode in ("concat", "sum", "mul", "ave")
    ]
    pair = layers.Bidirectional(layers.GRU(3), merge_mode=None)(x)
    return k.Model(x, [*outputs, *pair])


@case(high=12, sizes=({"s": 8}, {"s": 5}))
def masked_text_classifier(k: Any) -> Any:
    layers = k.layers
    return k.Sequential(
        [
            k.Input((None,), dtype="int32"),
            layers.Embedding(12, 6, mask_zero=True),
            layers.Bidirectional(layers.LSTM(5, return_sequences=True)),
            layers.GRU(4),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


@case()
def masking_layer(k: Any) -> Any:
    layers, x = k.layers, k.Input((7, 3), name="x")
    zeroed = layers.ReLU(threshold=0.5)(x)
    masked = layers.Masking()(zeroed)
    y = layers.LSTM(4, return_sequences=True, zero_output_for_mask=True)(masked)
    return k.Model(x, [y, layers.GlobalAveragePooling1D()(masked), layers.SimpleRNN(3)(masked)])


@case()
def states_in_and_out(k: Any) -> Any:
    x, h, c = (k.Input(s, name=n) for n, s in (("x", (5, 3)), ("h", (4,)), ("c", (4,))))
    y, *states = k.layers.LSTM(4, return_state=True, return_sequences=True)(x, initial_state=[h, c])
    z, state = k.layers.GRU(4, return_state=True)(y, initial_state=h)
    return k.Model([x, h, c], [y, *states, z, state])


@case(sizes=({"s": 6, "t": 4}, {"s": 3, "t": 8}), high=9)
def encoder_decoder(k: Any) -> Any:
    layers = k.layers
    source = k.Input((None,), dtype="int32", name="source")
    target = k.Input((None,), dtype="int32", name="target")
    embedding = layers.Embedding(9, 5)
    _, h, c = layers.LSTM(6, return_state=True)(embedding(source))
    decoded = layers.LSTM(6, return_sequences=True)(embedding(target), initial_state=[h, c])
    return k.Model([source, target], layers.Dense(9, activation="softmax")(decoded))


@case(batches=())
def stateful_lstm(k: Any) -> Any:
    x = k.Input(batch_shape=(3, 4, 2), name="x")
    return k.Model(x, k.layers.LSTM(3, stateful=True)(x))


@case()
def unrolled(k: Any) -> Any:
    x = k.Input((5, 3), name="x")
    return k.Model(
        x, k.layers.GRU(4, unroll=True)(k.layers.LSTM(4, unroll=True, return_sequences=True)(x))
    )


@case()
def conv_lstm_1d(k: Any) -> Any:
    x = k.Input((4, 8, 2), name="x")
    return k.Model(x, k.layers.ConvLSTM1D(3, 3, padding="same", return_sequences=True)(x))


@case()
def conv_lstm_2d(k: Any) -> Any:
    x = k.Input((4, 6, 6, 2), name="x")
    y = k.layers.ConvLSTM2D(3, 3, padding="same", return_sequences=True)(x)
    return k.Model(x, k.layers.ConvLSTM2D(2, 3, strides=2)(k.layers.BatchNormalization()(y)))


@case()
def conv_lstm_3d(k: Any) -> Any:
    x = k.Input((3, 3, 4, 4, 2), name="x")
    return k.Model(x, k.layers.ConvLSTM3D(2, 2, padding="same")(x))


@case(sizes=({"s": 5}, {"s": 8}))
def stacked_cells(k: Any) -> Any:
    layers, x = k.layers, k.Input((None, 3), name="x")
    cells = [layers.LSTMCell(4), layers.GRUCell(5), layers.SimpleRNNCell(3)]
    y, *states = layers.RNN(cells, return_sequences=True, return_state=True)(x)
    return k.Model(x, [y, *k.tree.flatten(states)])


@case(sizes=({"s": 6}, {"s": 10}))
def cell_of_ones_own(k: Any) -> Any:
    class MinimalCell(k.layers.Layer):  # type: ignore[misc]
        state_size = output_size = 4

        def build(self, shape: Any) -> None:
            self.gate = self.add_weight(shape=(shape[-1] + 4, 4), name="gate")
            self.candidate = self.add_weight(shape=(shape[-1] + 4, 4), name="candidate")

        def call(self, inputs: Any, states: Any) -> Any:
            (h,) = states
            forget = k.ops.sigmoid(k.ops.concatenate([inputs, h], -1) @ self.gate)
            new = k.ops.tanh(k.ops.concatenate([inputs, forget * h], -1) @ self.candidate)
            h = (1 - forget) * h + forget * new
            return h, [h]

    x = k.Input((None, 3), name="x")
    return k.Model(x, k.layers.RNN(MinimalCell(), return_sequences=True)(x))


@case(sizes=({"s": 3}, {"s": 6}))
def time_distributed_cnn(k: Any) -> Any:
    layers, x = k.layers, k.Input((None, 8, 8, 1), name="x")
    frame = k.Sequential(
        [k.Input((8, 8, 1)), layers.Conv2D(3, 3, activation="relu"), layers.GlobalMaxPooling2D()]
    )
    return k.Model(x, layers.LSTM(4)(layers.TimeDistributed(frame)(x)))


@case(high=6, sizes=({"s": 5}, {"s": 8}))
def time_distributed_with_a_mask(k: Any) -> Any:
    layers, tokens = k.layers, k.Input((None, 4), dtype="int32", name="tokens")
    word = k.Sequential([k.Input((4,), dtype="int32"), layers.Embedding(6, 3, mask_zero=True)])
    letters = layers.TimeDistributed(word)(tokens)
    words = layers.TimeDistributed(layers.LSTM(3))(letters)
    return k.Model(tokens, layers.GRU(4)(layers.Masking()(words)))


@case(inputs=[Spec((1,), "int32", high=10), Spec((6,)), Spec((6,))])
def one_step_of_generation(k: Any) -> Any:
    layers = k.layers
    token = k.Input((1,), dtype="int32", name="token")
    h, c = k.Input((6,), name="h"), k.Input((6,), name="c")
    x = layers.Embedding(10, 5)(token)
    y, new_h, new_c = layers.LSTM(6, return_state=True)(x, initial_state=[h, c])
    return k.Model([token, h, c], {"logits": layers.Dense(10)(y), "h": new_h, "c": new_c})
