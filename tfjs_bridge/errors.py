"""Every error that a user can cause, each with the exit code that the command line gives it."""

from __future__ import annotations

from typing import ClassVar


class TfjsBridgeError(Exception):
    """Base of all errors that tfjs-bridge raises on purpose.

    The message follows one pattern, so that it can be acted on without a traceback:
    ``<object>: <what is wrong>; expected <x>, got <y>. <what to do>.``
    """

    exit_code: ClassVar[int] = 1


class VerificationError(TfjsBridgeError):
    """The artifact was read and run, and does not give Keras's numbers; or could not be run."""

    exit_code = 1


class TrainingError(TfjsBridgeError):
    """Training went wrong: the loss is not a number, or a process was lost."""

    exit_code = 1


class UsageError(TfjsBridgeError):
    """The call itself is wrong: an option, a path or a combination of them."""

    exit_code = 2


class UnsupportedModelError(TfjsBridgeError):
    """The model is a valid Keras model that TensorFlow.js cannot express, or not yet here."""

    exit_code = 3


class ArtifactError(TfjsBridgeError):
    """An artifact, a model file or one of their parts is missing, damaged or of another format."""

    exit_code = 4


class DataError(TfjsBridgeError):
    """A dataset is missing, damaged, or not what it says it is."""

    exit_code = 4


class ModelWarning(UserWarning):
    """Something about a model that its user should know, although it can be exported."""
