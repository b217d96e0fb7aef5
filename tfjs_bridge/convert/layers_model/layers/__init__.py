"""Handlers of Keras's layers, one module for each family.

How to add a layer: write a function here and register it under Keras's class name. Nothing else is
edited; the modules of this package are found by themselves.

1. ``@handles("Name", treatment=..., note=...)``: `exact` if a TensorFlow.js layer of that name
   computes the same, `rewritten` if others do, `dropped` if it does nothing at inference. The note
   goes into docs/layers.md.
2. The handler takes the layer's `LayerContext` and a reader of its settings. Each setting has to be
   taken, required or ignored by its name: one that is left over is an error, so that nothing that
   changes the results is lost.
3. It emits layers by ``ctx.map_to`` (one of the same name and shape), ``ctx.emit`` or functions of
   `primitives` and `lowerings`, and returns the output's tensor; `Masked` if its mask is not the
   input's. What cannot be expressed is ``raise ctx.refuse(problem, remedy)``.
4. A class of TensorFlow.js that no handler has emitted yet gets an entry in `tfjs_classes`.
5. Tests: a model in tests/convert/layer_table/models.py, which is run in Keras and in
   TensorFlow.js, and what is particular to the layer in tests/convert/layers_model/layers.

Names of emitted layers come from the Keras layer's, the class and a number. They are part of what
is exported: the same model gives the same bytes, so they only change on purpose.
"""
