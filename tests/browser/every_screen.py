"""Every page that the address book of the desk knows, with an example of each.

A new address stands either here or under NO_PAGE; `test_accessibility.py` fails until it does.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """`arguments` are names of what `richer_world.enrich` made, in the order of the address."""

    name: str
    arguments: tuple[str, ...] = ()
    query: str = ""
    # Daily work and what clients see: looked at on a phone and from the right to the left too.
    is_main: bool = False


def _main(name: str, *arguments: str, query: str = "") -> Screen:
    return Screen(name, arguments, query, is_main=True)


def _screen(name: str, *arguments: str, query: str = "") -> Screen:
    return Screen(name, arguments, query)


WORK = (
    _main("web:inbox", query="box=all"),
    _main("web:conversation", "payout"),
    _main("web:conversation", "arabic"),
    _main("web:conversation", "side"),
    _main("web:search", query="q=payout"),
    _main("web:drafts"),
    _main("web:handovers"),
    _screen("web:conversation_new", "daniel"),
    _screen("web:subject", "arabic"),
    _screen("web:escalation", "payout"),
    _screen("web:side_outside", "payout"),
    _screen("web:side_department", "payout"),
    _screen("web:draft", "draft"),
    _screen("web:merging", "payout"),
    _screen("web:merging", "payout", query="with={arabic}"),
    _screen("web:splitting", "payout"),
    _screen("web:linking", "payout"),
    _screen("web:problem_of", "payout"),
    _screen("web:answering_all", "invoice"),
    _screen("web:handover", "payout"),
    _screen("web:bulk_choosing", query="box=all"),
    _screen("web:bulk_new", query="number={payout}"),
    _screen("web:bulk", "bulk"),
    _screen("web:view_new"),
    _screen("web:view", "view"),
    _screen("web:view_edit", "view"),
    _screen("web:reply_picker", "payout"),
    _screen("web:cards", "payout"),
    _screen("web:message_quote", "message"),
)

CLIENTS = (
    _main("web:clients"),
    _main("web:organisation", "northwind"),
    _main("web:contact", "daniel"),
    _screen("web:contact", "tom"),
    _screen("web:organisation_new"),
    _screen("web:organisation_edit", "northwind"),
    _screen("web:organisation_merging", "northwind", query="q=journal"),
    _screen("web:contact_new"),
    _screen("web:contact_edit", "daniel"),
    _screen("web:contact_merging", "tom", query="with={daniel}"),
    _screen("web:contact_erasure", "daniel"),
    _screen("web:client_import_new"),
    _screen("web:client_import", "client_import"),
)

INSIGHTS = (
    _main("web:satisfaction"),
    _screen("web:satisfaction_answers", query="figure=unhappy"),
    _screen("web:topics"),
    _screen("web:topic_conversations", query="category={category}&week={week}"),
    _screen("web:next_steps", "payout"),
    _screen("web:next_conversations", query="category={category}&last={day}&of=asked"),
    _screen("web:quality"),
    _screen("web:review", "sampled"),
)

SETTINGS = (
    _main("web:profile"),
    _main("web:mailboxes"),
    _screen("web:closing"),
    _screen("web:tokens"),
    _screen("web:token_new"),
    _screen("web:all_tokens"),
    _screen("web:webhooks"),
    _screen("web:webhook_new"),
    _screen("web:webhook", "webhook"),
    _screen("web:webhook_delivery", "webhook", "delivery"),
    _screen("web:card_sources"),
    _screen("web:card_source_new"),
    _screen("web:card_source", "card_source"),
    _screen("web:people"),
    _screen("web:invitation_new"),
    _screen("web:person", "maya"),
    _screen("web:person", "oskar"),
    _screen("web:person_closure", "maya"),
    _screen("web:person_second_step", "maya"),
    _screen("web:departments"),
    _screen("web:department", "support"),
    _screen("web:categories"),
    _screen("web:category", "category"),
    _screen("web:custom_fields"),
    _screen("web:custom_field_new"),
    _screen("web:custom_field", "custom_field"),
    _screen("web:custom_field_removal", "custom_field"),
    _screen("web:mailbox_new"),
    _screen("web:mailbox", "mailbox"),
    _screen("web:mailbox_check", "mailbox"),
    _screen("web:mailbox_arrivals", "mailbox"),
    _screen("web:telegram"),
    _screen("web:telegram_new"),
    _screen("web:telegram_bot", "bot"),
    _screen("web:telegram_check", "bot"),
    _screen("web:telegram_arrivals", "bot"),
    _screen("web:saved_replies"),
    _screen("web:saved_reply_new"),
    _screen("web:saved_reply", "saved_reply"),
    _screen("web:saved_reply_preview", "saved_reply"),
    _screen("web:remark_rules"),
    _screen("web:remark_rule", "remark_rule"),
    _screen("web:brands"),
    _screen("web:brand", "brand"),
    _screen("web:brand_look", "brand"),
    _screen("web:quarantine"),
    _screen("web:quarantined", "held"),
    _screen("web:spam_rules"),
    _screen("web:spam_rule_new"),
    _screen("web:spam_rule", "spam_rule"),
    _screen("web:failed_jobs"),
    _screen("web:sending"),
    _screen("api:docs"),
)

SECURITY = (
    _main("mfa_index"),
    _screen("account_change_password"),
    _screen("mfa_add_webauthn"),
    _screen("mfa_edit_webauthn", "passkey"),
    _screen("mfa_remove_webauthn", "passkey"),
    _screen("mfa_deactivate_totp"),
    _screen("mfa_view_recovery_codes"),
    _screen("mfa_generate_recovery_codes"),
    _screen("account_reauthenticate"),
    _screen("mfa_reauthenticate"),
    _screen("account_logout"),
)

DOOR = (
    _main("account_login"),
    _main("portal:rating", "rating"),
    _screen("account_inactive"),
    _screen("account_reset_password"),
    _screen("account_reset_password_done"),
    _screen("account_reset_password_from_key_done"),
    _screen("web:welcome", "welcome"),
)
"""What somebody sees who is not signed in."""

ELSEWHERE = {
    "mfa_activate_totp": "only without an authenticator: looked at before one is there",
    "account_set_password": "only without a password: looked at before one is there",
    "mfa_authenticate": "half-way through the door: looked at on the way",
    "account_reset_password_from_key": "leads on to itself: looked at through its link",
}
"""Pages that need a way of their own to be reached; `test_accessibility.py` goes it."""

NO_PAGE = {
    "web:alive": "for programs",
    "web:ready": "for programs",
    "web:metrics": "for programs",
    "web:start": "leads on to the inbox",
    "web:insights": "leads on to satisfaction",
    "web:messages": "leads on to the conversation",
    "choose_language": "leads on to where one came from",
    "mfa_list_webauthn": "the address of mfa_index",
    "usersessions_list": "the address of mfa_index",
    "mfa_login_webauthn": "what the browser asks for as JSON",
    "mfa_reauthenticate_webauthn": "what the browser asks for as JSON",
    "web:inbox_list": "a part of the inbox",
    "web:timeline": "a part of the conversation",
    "web:aside": "a part of the conversation",
    "web:side_people": "a part of asking outside",
    "web:correspondents": "a part of the composer",
    "web:client_import_progress": "a part of the import",
    "web:webhook_log": "a part of a webhook",
    "web:brand_preview": "a part of the look of a brand",
    "web:brand_preview_mail": "the mail itself, in a frame",
    "web:brand_preview_page": "a page for clients, in a frame; portal:rating is the real one",
    "web:message_body": "the client's own HTML, in a frame",
    "web:message_raw": "a file",
    "web:attachment": "a file",
    "web:picture": "a picture",
    "web:draft_file": "a file",
    "web:draft_picture": "a picture",
    "web:brand_logo": "a picture",
    "web:quarantined_export": "a file",
    "web:satisfaction_export": "a file",
    "web:topics_export": "a file",
    "mfa_download_recovery_codes": "a file",
}
"""Addresses that answer a GET and are no page of their own, with what they are instead."""

SCREENS = (*WORK, *CLIENTS, *INSIGHTS, *SETTINGS, *SECURITY, *DOOR)
