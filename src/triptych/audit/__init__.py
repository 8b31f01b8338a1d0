"""`triptych audit`: what is wrong with a built site of several languages, whoever built it."""

from triptych.audit.auditing import Audit, audit
from triptych.audit.kinds import KINDS, Kind

__all__ = ["KINDS", "Audit", "Kind", "audit"]
