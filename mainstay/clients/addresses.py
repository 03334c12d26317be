"""How addresses and mail domains are written where they are compared."""

import re

DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}")
EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,253}")


def normal(address: str) -> str:
    """A mail address in the form in which it is compared."""
    return address.strip().lower()[:320]
