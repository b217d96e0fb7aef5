"""Handlers of operations such as ``x + y`` and `keras.ops`, one module for each family.

How to add an operation: as a layer (see `layers`), under ``ops.`` and Keras's class, for example
``ops.Argmax`` for `keras.ops.argmax`. What differs:

- Arguments are in ``ctx.args`` and ``ctx.take_kwarg(name)``; settings that are not tensors are in
  the reader, and `take_optional` takes those that older versions of Keras did not save.
- An argument may be a constant, which layers of TensorFlow.js cannot take. `as_tensor` refuses it,
  `operand` passes it on to what makes a weight of it.
- Bools are masks: `with_keras_dtype` returns one where Keras says bool.
- The batch has to stay the first axis: `resolve_axis` and `take_reduced_axes` see to it.

Operations that cannot be expressed are in `refused`, each with its reason.
"""
