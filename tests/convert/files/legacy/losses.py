"""Models of Keras 2 with layers that only a loss needs, and some that cannot be exported."""

from __future__ import annotations

from typing import Any

from tests.convert.files.legacy.registry import case, refused


def _encoder(keras: Any, x: Any) -> tuple[Any, Any]:
    layers = keras.layers
    h = layers.Dense(6, activation="relu", name="hidden")(x)
    return layers.Dense(2, name="z_mean")(h), layers.Dense(2, name="z_log_var")(h)


def _divergence(keras: Any, mean: Any, log_var: Any) -> Any:
    import tensorflow as tf

    inner = 1 + log_var - tf.square(mean) - tf.exp(log_var)
    return -0.5 * keras.backend.sum(inner, axis=-1)


def _sampled(keras: Any, mean: Any, log_var: Any) -> Any:
    def sampling(args: Any) -> Any:
        from tf_keras import backend

        noise = backend.random_normal(shape=backend.shape(args[0]))
        return args[0] + backend.exp(args[1] / 2) * noise

    return keras.layers.Lambda(sampling, name="z")([mean, log_var])


@case
def vae_of_its_mean(keras: Any) -> Any:
    """The decoder is given the mean; what is drawn feeds the loss alone."""
    import tensorflow as tf

    x = keras.Input((5,), name="x")
    mean, log_var = _encoder(keras, x)
    decoder = keras.layers.Dense(5, activation="sigmoid", name="decoder")
    out = decoder(mean)
    model = keras.Model(x, out)
    drawn = decoder(_sampled(keras, mean, log_var))
    model.add_loss(
        tf.reduce_mean(tf.square(x - drawn)) + tf.reduce_mean(_divergence(keras, mean, log_var))
    )
    model.add_metric(_divergence(keras, mean, log_var), name="kl", aggregation="mean")
    return model


@case
def vae_encoder_of_three(keras: Any) -> Any:
    """The first of a nested encoder's outputs, of which the third is drawn."""
    import tensorflow as tf

    layers = keras.layers
    x = keras.Input((5,), name="x")
    mean, log_var = _encoder(keras, x)
    encoder = keras.Model(x, [mean, log_var, _sampled(keras, mean, log_var)], name="encoder")
    code = keras.Input((2,), name="code")
    hidden = layers.Dense(6, activation="relu", name="hidden")(code)
    decoder = keras.Model(code, layers.Dense(5, name="out")(hidden), name="decoder")
    y = keras.Input((5,), name="y")
    model = keras.Model(y, decoder(encoder(y)[0]), name="vae")
    model.add_loss(tf.reduce_mean(_divergence(keras, *encoder(y)[:2])))
    return model


@case
def loss_within_a_nested_model(keras: Any) -> Any:
    """A loss that belongs to the nested model, with a layer of its own."""
    import tensorflow as tf

    layers = keras.layers
    x = keras.Input((5,), name="x")
    code = layers.Dense(3, name="code")(x)
    back = layers.Dense(5, name="back")(code)
    encoder = keras.Model(x, layers.BatchNormalization(name="norm")(code), name="encoder")
    encoder.add_loss(tf.reduce_mean(tf.square(back - x)))
    y = keras.Input((5,), name="y")
    return keras.Model(y, layers.Dense(2, name="head")(encoder(y)))


@case
def shared_with_the_loss(keras: Any) -> Any:
    """The call for the loss comes before those for the output."""
    import tensorflow as tf

    layers = keras.layers
    x, y = keras.Input((4,), name="x"), keras.Input((4,), name="y")
    shared = layers.Dense(4, name="shared")
    other = shared(layers.Lambda(lambda t: t * 2, name="double")(x))
    a, b = shared(x), shared(layers.Dense(4, name="first")(y))
    model = keras.Model([x, y], layers.Subtract()([a, b]))
    model.add_loss(tf.reduce_mean(other))
    return model


@refused
def drawn_output(keras: Any) -> Any:
    """A VAE as in Keras's tutorials: it draws on the way to its output."""
    x = keras.Input((5,), name="x")
    mean, log_var = _encoder(keras, x)
    out = keras.layers.Dense(5, name="out")(_sampled(keras, mean, log_var))
    model = keras.Model(x, out)
    model.add_loss(keras.backend.mean(_divergence(keras, mean, log_var)))
    return model


@refused
def drawn_by_tensorflow(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((5,), name="x")
    mean, log_var = _encoder(keras, x)
    z = mean + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mean))
    return keras.Model(x, keras.layers.Dense(5, name="out")(z))


@refused
def einstein(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    return keras.Model(x, tf.einsum("bij,bkj->bik", x, x))


@refused
def several(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((4, 3), name="x")
    image = tf.expand_dims(x, -1)
    return keras.Model(
        x,
        [
            tf.nn.dropout(x, 0.5),
            tf.image.resize(image, [8, 8], method="area"),
            tf.gather(x, tf.argmax(x, 1), axis=1, batch_dims=1),
            tf.linalg.expm(x[:, :3]),
            tf.math.asin(x),
            tf.reduce_mean(tf.cast(x, tf.int32), axis=1),
            tf.signal.fft(tf.cast(x, tf.complex64)),
        ],
    )


@refused
def open_size_in_a_calculation(keras: Any) -> Any:
    import tensorflow as tf

    x = keras.Input((None, 3), name="x")
    return keras.Model(x, x / tf.cast(tf.shape(x)[1], tf.float32))
