"""Triptych publishes one directory in several languages and keeps its panels honest with each other."""

__version__ = "0.1.0"
