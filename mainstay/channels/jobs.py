"""When outbound mail is due."""

from mainstay.channels import actions
from mainstay.core.alarms import alarm


@alarm(actions.DUE)
def send(outbound_id: int, _step: str) -> None:
    actions.deliver(outbound_id)


@alarm(actions.STUCK)
def call_uncertain(outbound_id: int, _step: str) -> None:
    actions.give_up_waiting(outbound_id)
