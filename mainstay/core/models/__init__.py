from mainstay.core.models.alarm import Alarm
from mainstay.core.models.event import Event, FailedJob, ProjectionPosition
from mainstay.core.models.once import OnceKey
from mainstay.core.models.switch import Switch
from mainstay.core.models.work import WorkItem

__all__ = [
    "Alarm",
    "Event",
    "FailedJob",
    "OnceKey",
    "ProjectionPosition",
    "Switch",
    "WorkItem",
]
