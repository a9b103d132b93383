"""What other modules may use of the trail."""

from kheo.audit.models import Event
from kheo.audit.selectors import Fault, Verification, history, verify
from kheo.audit.services import new_operation, record, seal

__all__ = ["Event", "Fault", "Verification", "history", "new_operation", "record", "seal", "verify"]
