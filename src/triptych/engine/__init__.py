"""The bridge to MkDocs: with `hooks/`, the only code that imports it."""

from triptych.engine.session import labels_of

__all__ = ["labels_of"]
