"""Gives each language its pages: those that people wrote, those that are generated, open data; then the index."""

from triptych.engine.hooks import on_files, on_post_build

__all__ = ["on_files", "on_post_build"]
