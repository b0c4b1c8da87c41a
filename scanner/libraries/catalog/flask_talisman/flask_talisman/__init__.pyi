"""Security headers and HTTPS."""

from .talisman import ALLOW_FROM as ALLOW_FROM, DENY as DENY, SAMEORIGIN as SAMEORIGIN, Talisman as Talisman
from .talisman import DEFAULT_CSP_POLICY as DEFAULT_CSP_POLICY, GOOGLE_CSP_POLICY as GOOGLE_CSP_POLICY
