"""The API's targets, each with its status and the reason for it, and the writes."""

from rodtrad.targets.api import target_writes, targets
from rodtrad.targets.api.routing import router

__all__ = ["router", "target_writes", "targets"]
