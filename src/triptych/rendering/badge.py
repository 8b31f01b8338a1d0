"""A badge: how much of a language is translated, as a small picture that other sites may show."""

from markupsafe import Markup

from triptych.rendering.xml import legal

_PADDING = 7
_CHARACTER = 6.6  # the mean width of a character of Verdana at 11 px; `textLength` makes the text fit
_COLOURS = ((100, "#466a1c"), (90, "#5a6b00"), (70, "#865600"), (0, "#a03b28"))

_BADGE = Markup("""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" viewBox="0 0 {width} 20" role="img" \
lang="{language}" aria-label="{title}">
<title>{title}</title>
<rect width="{width}" height="20" rx="4" fill="{colour}"/>
<path d="M4 0h{left_edge}v20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z" fill="#3a4150"/>
<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">
<text x="7" y="14" textLength="{left_text}" lengthAdjust="spacingAndGlyphs">{left}</text>
<text x="{right_at}" y="14" textLength="{right_text}" lengthAdjust="spacingAndGlyphs">{right}</text>
</g>
</svg>
""")


def badge(left: str, right: str, *, percent: float, title: str, language: str) -> str:
    """The badge as SVG: two texts side by side; `percent` decides its colour, `title` is what it says aloud."""
    left_text, right_text = (round(len(text) * _CHARACTER, 1) for text in (left, right))
    left_width = left_text + 2 * _PADDING
    width = round(left_width + right_text + 2 * _PADDING, 1)
    colour = next(colour for least, colour in _COLOURS if percent >= least)
    return str(
        _BADGE.format(
            width=width,
            left_edge=round(left_width - 4, 1),
            left_text=left_text,
            right_at=round(left_width + _PADDING, 1),
            right_text=right_text,
            left=legal(left),
            right=legal(right),
            title=legal(title),
            language=language,
            colour=colour,
        )
    )
