"""Passwords and tokens of mailboxes: unreadable in the database, its dumps and its backups.

The key is derived from the desk's secret key, which never stands in the database.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from mainstay.core.errors import Refused

_PURPOSE = b"mainstay mailbox secrets, 1"


def seal(secret: str) -> str:
    """The secret as it may lie in the database. Nothing stays nothing."""
    return _lock().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """The secret again. Raises Refused when the desk has another key than the one it had then."""
    if not sealed:
        return ""
    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Refused(
            _(
                "The password of this mailbox cannot be opened: the secret key of the desk is"
                " another one than when it was saved. Type the password again, or give the desk"
                " its former key back (MAINSTAY_SECRET_KEY, or the file secret_key in its home)."
            )
        ) from error


def _lock() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
