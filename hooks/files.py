"""Gives each language its pages: those that people wrote, those that are generated, the open data; then the index."""

from mkdocs.plugins import event_priority

from triptych import engine


@event_priority(-200)  # After static-i18n (-100), which drops generated pages.
def on_files(files, config):
    return engine.replace_files(files, config)


@event_priority(-200)  # After static-i18n (-100), which builds the other languages on this event.
def on_post_build(config):
    engine.finish(config)
