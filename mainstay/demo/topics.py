"""What the stories are about, by the names of the usual categories."""

from datetime import timedelta

from mainstay.conversations import actions
from mainstay.conversations.models import Category, Conversation
from mainstay.core import clock
from mainstay.team.models import Member

SOON = timedelta(minutes=4)
"""After so long somebody says what it is about."""

TOPICS = {
    "New deal": ("media-plan", "selection-call"),
    "Where a deal stands": ("draft-approval",),
    "Counter-offer": ("where-to-counter", "counter-offer-unseen"),
    "Expired deal": ("deal-about-to-expire", "more-days"),
    "Cancelled deal": ("deal-called-off",),
    "Error in a publication": ("wrong-anchor", "article-not-found", "link-nofollow"),
    "Link removed": ("removed-link", "link-replaced"),
    "Site changed its owner": ("resold-site",),
    "Article quality": ("editorial-charter", "article-too-short", "endless-subject"),
    "Article written by a machine": ("written-by-ai", "accused-of-ai"),
    "Payout": ("late-payment", "payment-day", "minimum-payout", "hold-time", "new-bank-account"),
    "Invoice": ("find-an-invoice", "invoice-address", "closing-documents"),
    "Balance and top-up": ("charged-twice",),
    "Partner integration": ("partner-integration", "xml-feed", "api-limit"),
    "Tracking and postbacks": ("postback-missing", "duplicate-conversions", "html-figures"),
    "Performance analysis": ("approval-fell", "why-declined", "sub-id-report", "approval-dispute"),
    "What if we change this?": (
        "raise-the-rate",
        "raise-the-commission",
        "move-budget",
        "move-cities",
    ),
    "Offers and campaigns": (
        "offer-lacks-traffic",
        "raise-the-cap",
        "push-traffic",
        "offer-stopped",
    ),
    "Sign-in and access": ("second-factor", "add-a-colleague"),
    "Personal manager": ("ask-for-the-manager", "escalation-to-ines", "quarter-review"),
    "Bug": ("hostile-name",),
    "Malware": ("malware-in-creative",),
}
"""Some are about nothing that has a name: nobody files everything."""


def tell_topics(conversations: dict[str, Conversation], reader: Member) -> None:
    """Let whoever has a conversation, else `reader`, say what it is about."""
    categories = {each.name: each for each in Category.objects.all()}
    for name, keys in TOPICS.items():
        for key in keys:
            conversation = conversations[key]
            with clock.at(min(conversation.created_at + SOON, clock.now())):
                by = conversation.assignee or reader
                actions.categorise(conversation, categories[name], by=by)
