"""Putting a built site together and in its place."""
