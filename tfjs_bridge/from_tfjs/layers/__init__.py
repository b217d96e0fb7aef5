"""Handlers: TensorFlow.js's classes of layers, one module for each kind.

A new one is a function here, registered under TensorFlow.js's class; the modules are found by
themselves.
"""
