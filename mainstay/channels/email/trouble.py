"""Why a mail server could not be used: at which step, and what to do, in a sentence."""

import socket
import ssl
from typing import Literal

from django.utils.translation import gettext as _

Step = Literal["name", "reach", "tls", "sign_in", "folder", "talk"]


class Trouble(Exception):
    """A mail server could not be used. `step` is how far we came, `sentence` is for a person."""

    def __init__(self, step: Step, sentence: str) -> None:
        super().__init__(sentence)
        self.step = step
        self.sentence = sentence


def of_connection(error: OSError, host: str, port: int) -> Trouble:
    """What an error of the network means for somebody who typed a host and a port."""
    where = {"host": host, "port": port}
    if isinstance(error, socket.gaierror):
        said = _("There is no server named {host}. Check how it is spelled.")
        return Trouble("name", said.format(**where))
    if isinstance(error, ssl.SSLCertVerificationError):
        said = _(
            "The certificate of {host} was refused: {reason}. Type the name that stands in the"
            " certificate, or have the server get a valid one."
        )
        return Trouble("tls", said.format(**where, reason=error.verify_message))
    if isinstance(error, ssl.SSLError):
        said = _(
            "{host} does not speak TLS on port {port}. Choose STARTTLS, or the port for TLS from"
            " the start."
        )
        return Trouble("tls", said.format(**where))
    if isinstance(error, TimeoutError):
        said = _(
            "{host} did not answer on port {port} in time. Check the port, and whether a firewall"
            " stands between."
        )
        return Trouble("reach", said.format(**where))
    if isinstance(error, ConnectionRefusedError):
        said = _("{host} refuses connections on port {port}. Check the port.")
        return Trouble("reach", said.format(**where))
    if isinstance(error, ConnectionError):
        said = _("{host} closed the connection. We try again by ourselves.")
        return Trouble("talk", said.format(**where))
    said = _("{host} could not be reached: {reason}.")
    return Trouble("reach", said.format(**where, reason=error.strerror or error))


def of_sign_in(answer: str, *, signed_in_before: bool = False, by_token: bool = False) -> Trouble:
    """The server did not let us in. `signed_in_before`: with this user, at another time."""
    said = _("The server answered “{answer}”.").format(answer=answer)
    if by_token:
        advice = _("Give the desk access again with Google or Microsoft, and save its new token.")
    elif signed_in_before:
        advice = _("The user is right, so it is the password, or the server wants an app password.")
    else:
        advice = _(
            "Check user and password. Some servers want an app password instead of the usual one."
        )
    return Trouble("sign_in", f"{said} {advice}")
