"""Jinja as all pages use it: what is not safe is escaped, what is not there is told, nothing is done twice."""

import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from types import CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

from triptych.rendering.compiling import QuickMacro, quick

TEMPLATES = Path(__file__).parent / "templates"
# What Jinja gives a template to call and is nothing else: it need not be asked what it wants to be given first.
_PLAIN = frozenset({FunctionType, MethodType, Macro, QuickMacro})
_WANTS = "jinja_pass_arg"


class _QuickContext(Context):
    """Calls what a template calls without looking for what a function may want beyond its arguments.

    A page calls a hundred: Jinja's own way took a twentieth of the time.
    """

    @internalcode
    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        if kind not in _PLAIN or (not issubclass(kind, Macro) and hasattr(obj, _WANTS)):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(*args, **kwargs)


class _QuickEnvironment(Environment):
    """Finds a template by its name alone, and gives all of them the same globals.

    A page asks for a dozen, and each looked through a chain of mappings for what one holds.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of a name, as Jinja finds it; raises `TemplateNotFound`."""
        if isinstance(name, Template):
            return name
        if globals:
            raise NotImplementedError("no template has globals of its own")
        if name not in self._found:
            self._found[name] = super().get_template(name, parent)
        return self._found[name]

    def _compile(self, source: str, filename: str) -> CodeType:
        """Compile the Python that Jinja wrote for a template; Jinja's own hook for another way."""
        return quick(source, filename) if Path(filename).parent == TEMPLATES else super()._compile(source, filename)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:  # noqa: ARG002 - Jinja gives it
        """The globals of every template."""
        return self.globals


class Compiled(FileSystemBytecodeCache):
    """Keeps what templates were compiled to, by their texts: it is the same in all languages, and takes long.

    What those of the folder `own` were compiled to lies where Python keeps what modules were compiled to. It is of use
    as long as the package's code is the same: a filter may have been asked while a template was compiled.
    """

    def __init__(self, own: Path) -> None:
        super().__init__(os.fspath(own / "__pycache__"), "%s.pyc")
        self._own = own
        self._known: dict[tuple[str, str], CodeType | None] = {}
        self._kept: set[str] = set()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a template is kept by: its name, and where it lies."""
        key = super().get_cache_key(name, filename)
        if filename and Path(filename).parent == self._own:
            self._kept.add(key)
        return key

    def get_source_checksum(self, source: str) -> str:
        """A digest of a template's text, and of the code that has a say in what it is compiled to."""
        return super().get_source_checksum(_code_beside() + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template's text, if it is known."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key in self._kept:
            try:
                super().load_bytecode(bucket)
            except Exception:  # what is not as it was written may fail in any way
                bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._known[bucket.key, bucket.checksum] = bucket.code
        if bucket.key in self._kept and not sys.dont_write_bytecode:
            with suppress(OSError):  # the package lies where nobody may write, as Python's own code may
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _code_beside() -> str:
    """A digest of Jinja's version, and of all code of this package."""
    digest = blake2b(version("jinja2").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


_COMPILED = Compiled(TEMPLATES)


def environment_over(folders: Sequence[Path]) -> Environment:
    """An environment whose templates lie in `folders`, the first of which win."""
    environment = _QuickEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    environment.context_class = _QuickContext
    return environment
