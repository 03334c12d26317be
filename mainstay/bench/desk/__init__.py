"""A whole desk under load: pages, search, answers, mail; at the size that is asked for."""

from mainstay.bench.desk.measuring import SMALL, measure

__all__ = ["SMALL", "measure"]
