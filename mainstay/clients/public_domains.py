"""Mail domains that anybody may have an address in: they tell nothing about the company."""

from importlib import resources

_PUBLIC = frozenset((resources.files(__package__) / "public_domains.txt").read_text().split())


def is_public(domain: str) -> bool:
    """Whether everybody may have an address in this domain."""
    return domain.strip().lower().rstrip(".") in _PUBLIC
