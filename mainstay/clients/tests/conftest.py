from collections.abc import Callable

import pytest
from django.db import models

from mainstay.core import log
from mainstay.core.models import Event


@pytest.fixture
def facts(world) -> Callable[[models.Model], list[tuple[str, dict[str, object]]]]:
    """Kind and facts of what was recorded about a row since the test began."""
    before = Event.objects.order_by("id").last().pk

    def since(row: models.Model) -> list[tuple[str, dict[str, object]]]:
        return [(event.kind, event.facts) for event in log.timeline(row).filter(pk__gt=before)]

    return since
