"""Keras layers as TensorFlow.js layers: a `Graph` becomes a topology and named weights.

`translate` runs each call of the graph through the handler of its class. A handler reads the
layer's settings and emits TensorFlow.js layers by way of its `LayerContext`; the `Builder` collects
them, and `topology` writes them down.

- `handlers`: the registry. `layers/` and `ops/`: one handler for each class or family.
- `primitives`: single TensorFlow.js layers as functions on tensors. `lowerings/`: calculations
  built from those, for what TensorFlow.js has no layer for.
- `tfjs_classes`: what is known of each class that may be emitted. `checks/`: what has to hold of
  the whole before it is written.
"""
