"""What Jinja makes of our own templates, in fewer steps: a page takes a hundred calls, and asks for 250 attributes.

Jinja writes Python for a template. That is looked through as Python; what has another form than is known here stays as
Jinja wrote it. A site's own templates may ask more of it, and are left alone: what ours ask for as an attribute is no
key of a mapping and no block of `self`, and no function that they call wants to be given their context.
"""

import ast
from types import CodeType
from typing import Any

from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from triptych.catalogs.labels import Text

# What Jinja gives every function that a template calls in a loop or in a block; `Context.call` takes it away again.
_FOR_CONTEXT = frozenset({"_loop_vars", "_block_vars"})


def quick(source: str, filename: str) -> CodeType:
    """Compile the Python `source` that Jinja wrote for a template of ours; its lines stay where they are."""
    tree = _Quick().visit(ast.parse(source, filename))
    ours = ast.ImportFrom(__name__, [ast.alias("shown"), ast.alias("QuickMacro")], 0)
    tree.body.insert(0, ast.copy_location(ours, tree.body[0]))
    return compile(ast.fix_missing_locations(tree), filename, "exec")


def shown(value: object) -> str:
    """A value as HTML shows it: the same text as `markupsafe.escape` gives, which makes each a `Markup` anew."""
    if type(value) is Markup:
        return value
    if (type(value) is str or type(value) is Text) and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape(value)


class QuickMacro(Macro):
    """A macro that is mostly called with what it takes, in its order; else it is called as Jinja calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_plain = self._default_autoescape and not (self.caller or self.catch_kwargs or self.catch_varargs)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro gives; raises what Jinja's own does. An argument that is not given is Jinja's `missing`."""
        lacking = self._argument_count - len(args)
        if kwargs or lacking < 0 or not self._is_plain:
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args, *(missing,) * lacking))


class _Quick(ast.NodeTransformer):
    """Writes out what Jinja does by a call, and gives pieces of a page together that are given one after the other."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse"):
            if isinstance(statements := getattr(node, name, None), list):
                setattr(node, name, _together(statements))
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), "getattr"), [of, ast.Constant(str(name))], []) if (
                name.isidentifier()
            ):
                found: ast.expr = ast.Attribute(of, name, ast.Load())
            case ast.Call(ast.Attribute(ast.Name("context"), "call"), [called, *given], named):
                found = ast.Call(called, given, [one for one in named if one.arg not in _FOR_CONTEXT])
            case ast.Call(ast.Name("escape"), [value], []):
                found = ast.Call(ast.Name("shown", ast.Load()), [value], [])
            case ast.Call(ast.Name("Macro"), given, named):
                found = ast.Call(ast.Name("QuickMacro", ast.Load()), given, named)
            case _:
                return node
        return ast.copy_location(found, node)


def _together(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Of statements that give one piece of a page each, one after the other, one that gives them joined."""
    found: list[ast.stmt] = []
    pieces: list[ast.expr] = []
    for one in statements:
        match one:
            case ast.Expr(ast.Yield(ast.expr() as piece)):
                if not pieces:
                    found.append(one)
                pieces.append(piece)
            case _:
                pieces = []
                found.append(one)
        if len(pieces) > 1:
            joined = ast.Call(
                ast.Attribute(ast.Constant(""), "join", ast.Load()), [ast.Tuple(list(pieces), ast.Load())], []
            )
            found[-1] = ast.copy_location(ast.Expr(ast.Yield(joined)), found[-1])
    return found
