"""Reads and checks what people wrote, before MkDocs touches the site's folder."""

from mkdocs.plugins import event_priority

from triptych import engine


@event_priority(-200)  # After static-i18n (-100): at its own priority the language is still the previous one.
def on_config(config):
    return engine.open_session(config)


def on_serve(server, config, builder):
    return engine.keep_serving(server)
