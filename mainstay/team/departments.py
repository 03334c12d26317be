"""Where new mail goes."""

from mainstay.team.models import Department


def default_department() -> Department:
    """The department that takes what nobody has placed yet. Made when there is none."""
    chosen = Department.objects.filter(is_default=True).first()
    if chosen is None:
        chosen, _made = Department.objects.get_or_create(
            is_default=True, defaults={"name": "Support"}
        )
    return chosen
