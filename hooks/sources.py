"""Reads and checks what people wrote, and keeps MkDocs from the site's folder until all of it is built."""

from mkdocs.plugins import event_priority

from triptych import engine


def on_startup(command, dirty):
    engine.remember(command)


@event_priority(-200)  # After static-i18n (-100): at its own priority the language is still the previous one.
def on_config(config):
    return engine.begin(config)


def on_serve(server, config, builder):
    return engine.keep_serving(server)


def on_build_error(error):
    engine.explain(error)
