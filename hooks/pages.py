"""Takes each page through MkDocs: its front matter in, its Markdown rendered, its document out."""

from triptych.engine.hooks import on_page_context, on_page_markdown

__all__ = ["on_page_context", "on_page_markdown"]
