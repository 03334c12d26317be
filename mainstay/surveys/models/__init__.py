"""What clients say of us when a matter is settled, and what we say of our own work."""

from mainstay.surveys.models.closing import ClosingTerms
from mainstay.surveys.models.ratings import Concern, RatingRequest, RatingRequestQuerySet
from mainstay.surveys.models.reviews import Review, ReviewQuerySet, Sampled, SampledQuerySet

__all__ = [
    "ClosingTerms",
    "Concern",
    "RatingRequest",
    "RatingRequestQuerySet",
    "Review",
    "ReviewQuerySet",
    "Sampled",
    "SampledQuerySet",
]
