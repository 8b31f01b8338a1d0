"""The bridge to MkDocs: with `hooks/`, the only code that imports it.

Each function here is what one hook of `hooks/` delegates to; see `hooks/` for when it is called.
"""

from triptych.engine.files import replace_files
from triptych.engine.pages import printed, take_meta
from triptych.engine.placing import begin, explain, finish, remember
from triptych.engine.serving import keep_serving
from triptych.engine.session import labels_of

__all__ = [
    "begin",
    "explain",
    "finish",
    "keep_serving",
    "labels_of",
    "printed",
    "remember",
    "replace_files",
    "take_meta",
]
