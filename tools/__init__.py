"""Tools of this repository alone: no part of the package."""
