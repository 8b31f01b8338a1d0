"""Reads and checks what people wrote, and keeps MkDocs from the site's folder until all of it is built."""

from triptych.engine.hooks import on_build_error, on_config, on_serve, on_startup

__all__ = ["on_build_error", "on_config", "on_serve", "on_startup"]
