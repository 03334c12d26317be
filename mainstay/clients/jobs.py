"""What of the work on clients takes longer than a page may."""

from mainstay.clients import forgetting
from mainstay.clients.importing import running
from mainstay.clients.models import ClientImport
from mainstay.core import jobs, upkeep


@jobs.job("clients.run_import", queue="imports")
def run_import(*, import_id: int) -> None:
    """Look a file of clients through, or take it in."""
    found = ClientImport.objects.select_related("member").filter(pk=import_id).first()
    if found is not None:
        running.run_import(found)


@upkeep.every(3600)
def forget_old_imports() -> None:
    """Files that nobody has taken in speak of people: they do not stay."""
    running.forget_old_imports()


@jobs.job("clients.erase", queue="personal")
def erase(*, erasure_id: int) -> None:
    """Erase a person as it was asked for."""
    forgetting.carry_out(erasure_id)
