from rodtrad.website.views.roles.held import change, end, give, roles
from rodtrad.website.views.roles.invited import resend, revoke
from rodtrad.website.views.roles.leaving import leave

__all__ = ["change", "end", "give", "leave", "resend", "revoke", "roles"]
