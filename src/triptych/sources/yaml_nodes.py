"""What YAML holds, as text with places: the nodes that forms are read from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed. `text` is None where nothing was typed (`website:`, `~`, `null`)."""

    text: str | None
    line: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in their order; each key is a `Scalar` with its own line."""

    items: "tuple[tuple[Scalar, Node], ...]"
    line: int

    def get(self, name: str) -> "Node | None":
        """The value of the key `name`, if it is there."""
        return next((value for key, value in self.items if key.text == name), None)


Node = Scalar | Sequence | Mapping
