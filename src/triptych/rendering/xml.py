"""What XML can hold, for the feed and the badges."""

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` without the characters that XML does not allow (https://www.w3.org/TR/xml/#charsets)."""
    return _NOT_XML.sub("", text)
