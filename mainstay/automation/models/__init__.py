"""What is told to whom, and what became of it."""

from mainstay.automation.models.webhooks import Webhook, WebhookDelivery, webhook_names

__all__ = ["Webhook", "WebhookDelivery", "webhook_names"]
