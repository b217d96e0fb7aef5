"""Models that are classes of the user's own."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case


@case(inputs=Spec((6,)))
def subclassed_mlp(k: Any) -> Any:
    class Mlp(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.hidden = [k.layers.Dense(8, activation="relu"), k.layers.BatchNormalization()]
            self.head = k.layers.Dense(3)
            self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

        def call(self, x: Any, training: bool = False) -> Any:
            for layer in self.hidden:
                x = layer(x, training=training) if "batch" in layer.name else layer(x)
            if training:
                x = x * 100.0
            return k.ops.softmax(self.head(x) * self.scale)

    return Mlp()


@case(inputs=[Spec((5,)), Spec((3,), "int32", high=7)])
def subclassed_with_two_inputs(k: Any) -> Any:
    class Two(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.embedding, self.dense = k.layers.Embedding(7, 5), k.layers.Dense(5)

        def call(self, inputs: Any) -> Any:
            point, tokens = inputs
            known = k.ops.mean(self.embedding(tokens), axis=1)
            return self.dense(point) + known, k.ops.sum(known * point, -1, keepdims=True)

    return Two()


@case(inputs={"user": Spec((4,)), "item": Spec((4,)), "weight": Spec((1,))})
def subclassed_with_dicts(k: Any) -> Any:
    class Dicts(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.tower = k.Sequential([k.layers.Dense(6, activation="tanh"), k.layers.Dense(4)])

        def call(self, inputs: Any) -> Any:
            user, item = self.tower(inputs["user"]), self.tower(inputs["item"])
            score = k.ops.sum(user * item, axis=-1, keepdims=True) * inputs["weight"]
            return {"score": score, "user": user, "both": k.ops.concatenate([user, item], -1)}

    return Dicts()


@case(inputs=[Spec((4,)), [Spec((4,)), {"deep": Spec((2, 4))}]])
def subclassed_with_a_nest(k: Any) -> Any:
    class Nest(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.dense = k.layers.Dense(3)

        def call(self, inputs: Any) -> Any:
            first, (second, third) = inputs
            deep = self.dense(third["deep"])
            return [self.dense(first) - self.dense(second), (deep, [k.ops.max(deep, axis=1)])]

    return Nest()


@case(inputs=Spec((8, 8, 2)))
def models_in_models(k: Any) -> Any:
    class Block(k.Model):  # type: ignore[misc]
        def __init__(self, filters: int) -> None:
            super().__init__()
            self.conv = k.layers.Conv2D(filters, 3, padding="same")
            self.norm = k.layers.BatchNormalization()
            self.shortcut = k.layers.Conv2D(filters, 1)

        def call(self, x: Any, training: bool = False) -> Any:
            y = k.ops.relu(self.norm(self.conv(x), training=training))
            return y + self.shortcut(x)

    class Net(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.blocks = [Block(4), Block(6)]
            self.head = k.Sequential([k.layers.GlobalAveragePooling2D(), k.layers.Dense(3)])

        def call(self, x: Any, training: bool = False) -> Any:
            for block in self.blocks:
                x = block(x, training=training)
            return self.head(x)

    return Net()


@case(inputs=Spec(("s",), "int32", high=8), sizes=({"s": 6}, {"s": 9}))
def subclassed_with_a_mask(k: Any) -> Any:
    class Text(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.embedding = k.layers.Embedding(8, 5, mask_zero=True)
            self.rnn = k.layers.GRU(4)

        def call(self, tokens: Any) -> Any:
            mask = self.embedding.compute_mask(tokens)
            x = self.embedding(tokens)
            total = k.ops.sum(k.ops.where(mask[..., None], x, 0.0), 1)
            return self.rnn(x, mask=mask), total

    return Text()


@case(inputs=Spec((4,)))
def functional_inside_subclassed(k: Any) -> Any:
    class Wrapper(k.Model):  # type: ignore[misc]
        def __init__(self, inner: Any) -> None:
            super().__init__()
            self.inner, self.rate = inner, k.Variable(0.3, trainable=False)

        def call(self, x: Any) -> Any:
            left, right = self.inner(x)
            return left * self.rate + right * (1.0 - self.rate)

    x = k.Input((4,))
    inner = k.Model(x, [k.layers.Dense(3)(x), k.layers.Dense(3, activation="relu")(x)])
    return Wrapper(inner)


@case()
def layer_of_ones_own_with_training(k: Any) -> Any:
    class Noisy(k.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.kernel = self.add_weight(shape=(shape[-1], 5), name="kernel")
            self.seed = k.random.SeedGenerator(1)

        def call(self, x: Any, training: bool = False) -> Any:
            if training:
                x = x + k.random.normal(k.ops.shape(x), seed=self.seed)
            return k.ops.matmul(x, self.kernel)

    x = k.Input((7, 4), name="x")
    return k.Model(x, k.layers.GaussianNoise(0.1)(Noisy()(x)))


@case(inputs=[Spec((4,)), Spec((4,))])
def siamese(k: Any) -> Any:
    layers = k.layers
    tower = k.Sequential([k.Input((4,)), layers.Dense(6, activation="relu"), layers.Dense(3)])
    left, right = k.Input((4,), name="left"), k.Input((4,), name="right")

    def distance(pair: Any) -> Any:
        square = k.ops.sum(k.ops.square(pair[0] - pair[1]), axis=1, keepdims=True)
        return k.ops.sqrt(k.ops.maximum(square, 1e-7))

    return k.Model([left, right], layers.Lambda(distance)([tower(left), tower(right)]))


@case(inputs={"user": Spec((), "int32", high=9), "item": Spec((3,), "int32", high=6)})
def two_towers(k: Any) -> Any:
    layers = k.layers
    user, item = (k.Input(s, dtype="int32", name=n) for n, s in (("user", ()), ("item", (3,))))
    left = layers.Dense(4)(layers.Embedding(9, 5)(user))
    right = layers.Dense(4)(layers.GlobalMaxPooling1D()(layers.Embedding(6, 5)(item)))
    cosine = layers.Dot(1, normalize=True)([left, right])
    return k.Model({"user": user, "item": item}, {"score": cosine, "wide": left * right})


@case()
def lambdas(k: Any) -> Any:
    layers, x = k.layers, k.Input((6, 4), name="x")
    y = layers.Lambda(lambda x: x * 2 + 1)(x)
    y = layers.Lambda(lambda x: k.ops.flip(x, 1))(y)
    z = layers.Lambda(lambda x: k.ops.normalize(x, -1))(y)
    return k.Model(x, [z, layers.Lambda(lambda x: x[:, 1:-1:2, ::-1])(x), x[:, -1], x**2 / 3.0])
