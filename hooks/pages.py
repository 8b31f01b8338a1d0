"""Takes each page through MkDocs: its front matter in, its Markdown rendered, its document out."""

from triptych import engine


def on_page_markdown(markdown, page, config, files):
    engine.take_meta(page, config)
    return markdown


def on_page_context(context, page, config, nav):
    return engine.printed(context, page, config)
