"""The one shape in which every benchmark answers."""

import os
import platform
import resource
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Result:
    """One measurement. `ratio` is our rate by that of the floor, measured in the same run."""

    name: str
    connections: int
    rate_per_s: float
    p50_ms: float
    p99_ms: float
    floor_rate_per_s: float
    ratio: float
    memory_mb: float


def result(
    name: str,
    seconds: Sequence[float],
    floor_seconds: Sequence[float],
    *,
    connections: int = 1,
    whole_seconds: float = 0,
    memory_mb: float = 0,
) -> Result:
    """Make a result of what each piece of work took, ours and the floor's.

    Where several work at once, `whole_seconds` is how long all of it took together. The memory
    is that of this process if no other is named.
    """
    rate = len(seconds) / (whole_seconds or sum(seconds))
    floor = len(floor_seconds) / sum(floor_seconds)
    cuts = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else list(seconds) * 99
    return Result(
        name=name,
        connections=connections,
        rate_per_s=round(rate, 1),
        p50_ms=round(cuts[49] * 1000, 2),
        p99_ms=round(cuts[98] * 1000, 2),
        floor_rate_per_s=round(floor, 1),
        ratio=round(rate / floor, 3),
        memory_mb=round(memory_mb or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def report(settings: dict[str, Any], results: Sequence[Result]) -> dict[str, Any]:
    """The object that a benchmark prints."""
    return {
        "machine": _machine(),
        "date": datetime.now(UTC).date().isoformat(),
        "settings": settings,
        "results": [asdict(each) for each in results],
    }


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1024**3, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
