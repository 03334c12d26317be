"""Addresses around the desk: the profile, the people, and what went wrong."""

from django.urls import include, path

from mainstay.web.brands import brands, looks
from mainstay.web.categories import categories
from mainstay.web.departments import departments
from mainstay.web.failed_jobs import failed_jobs
from mainstay.web.mailboxes import arrivals, checks, mailboxes, pausing
from mainstay.web.people import access, invitations, people, person
from mainstay.web.profile import look, profile, sessions
from mainstay.web.quarantine import quarantine, quarantined
from mainstay.web.sending import sending
from mainstay.web.spam_rules import spam_rules, states
from mainstay.web.tokens import tokens
from mainstay.web.welcome import invitation

_PERSON = "people/<int:pk>/"
_DEPARTMENT = "departments/<int:pk>/"
_CATEGORY = "categories/<int:pk>/"
_MAILBOX = "mailboxes/<int:pk>/"
_BRAND = "brands/<int:pk>/"
_HELD = "quarantine/<int:pk>/"
_SPAM_RULE = "spam-rules/<int:pk>/"
_FAILED = "failed-work/<int:pk>/"

urlpatterns = [
    path("welcome/<str:token>/", invitation.invitation, name="welcome"),
    path("profile/", profile.profile, name="profile"),
    path("profile/look/", look.look, name="look"),
    path("profile/security/sessions/<int:pk>/end/", sessions.end, name="session_end"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/new/", tokens.create, name="token_new"),
    path("profile/tokens/<int:pk>/revocation/", tokens.revoke, name="token_revocation"),
    path("tokens/", tokens.all_tokens, name="all_tokens"),
    path("", include("mainstay.web.webhooks.urls")),
    path("", include("mainstay.web.cards.urls")),
    path("people/", people.people, name="people"),
    path("people/invitations/", invitations.create, name="invitation_new"),
    path("people/invitations/<int:pk>/withdrawal/", invitations.withdraw, name="withdrawal"),
    path(_PERSON, person.person, name="person"),
    path(f"{_PERSON}closure/", access.close, name="person_closure"),
    path(f"{_PERSON}reopening/", access.reopen, name="person_reopening"),
    path(f"{_PERSON}password-link/", access.password_link, name="person_password_link"),
    path(f"{_PERSON}second-step/", access.second_step, name="person_second_step"),
    path("departments/", departments.departments, name="departments"),
    path(_DEPARTMENT, departments.department, name="department"),
    path(f"{_DEPARTMENT}default/", departments.default, name="department_default"),
    path("categories/", categories.categories, name="categories"),
    path(_CATEGORY, categories.category, name="category"),
    path(f"{_CATEGORY}retirement/", categories.retirement, name="category_retirement"),
    path(f"{_CATEGORY}return/", categories.return_, name="category_return"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/new/", mailboxes.new, name="mailbox_new"),
    path(_MAILBOX, mailboxes.mailbox, name="mailbox"),
    path(f"{_MAILBOX}check/", checks.check, name="mailbox_check"),
    path(f"{_MAILBOX}arrivals/", arrivals.arrivals, name="mailbox_arrivals"),
    path(f"{_MAILBOX}pause/", pausing.pause, name="mailbox_pause"),
    path(f"{_MAILBOX}resumption/", pausing.resume, name="mailbox_resumption"),
    path(f"{_MAILBOX}removal/", pausing.remove, name="mailbox_removal"),
    path("", include("mainstay.web.telegram.urls")),
    path("", include("mainstay.web.saved_replies.urls")),
    path("", include("mainstay.web.remark_rules.urls")),
    path("brands/", brands.brands, name="brands"),
    path(_BRAND, brands.brand, name="brand"),
    path(f"{_BRAND}look/", looks.look, name="brand_look"),
    path(f"{_BRAND}preview/", looks.preview, name="brand_preview"),
    path(f"{_BRAND}preview/mail/", looks.preview_mail, name="brand_preview_mail"),
    path(f"{_BRAND}preview/page/", looks.preview_page, name="brand_preview_page"),
    path(f"{_BRAND}logo/<slug:version>/", looks.logo, name="brand_logo"),
    path(f"{_BRAND}removal/", brands.remove, name="brand_removal"),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path(_HELD, quarantined.quarantined, name="quarantined"),
    path(f"{_HELD}retry/", quarantined.retry, name="quarantined_retry"),
    path(f"{_HELD}no-spam/", quarantined.no_spam, name="quarantined_no_spam"),
    path(f"{_HELD}export/", quarantined.export, name="quarantined_export"),
    path("spam-rules/", spam_rules.spam_rules, name="spam_rules"),
    path("spam-rules/new/", spam_rules.new, name="spam_rule_new"),
    path("spam-rules/trial/", spam_rules.trial, name="spam_rule_trial"),
    path(_SPAM_RULE, spam_rules.spam_rule, name="spam_rule"),
    path(f"{_SPAM_RULE}trial/", spam_rules.trial, name="spam_rule_trial_of"),
    path(f"{_SPAM_RULE}work/", states.switch_on, name="spam_rule_work"),
    path(f"{_SPAM_RULE}rest/", states.switch_off, name="spam_rule_rest"),
    path(f"{_SPAM_RULE}removal/", states.remove, name="spam_rule_removal"),
    path(f"{_SPAM_RULE}return/", states.bring_back, name="spam_rule_return"),
    path("failed-work/", failed_jobs.failed_jobs, name="failed_jobs"),
    path(f"{_FAILED}retry/", failed_jobs.retry, name="failed_job_retry"),
    path(f"{_FAILED}dropping/", failed_jobs.drop, name="failed_job_dropping"),
    path("sending/", sending.sending, name="sending"),
    path("sending/pause/", sending.pause, name="sending_pause"),
    path("sending/resumption/", sending.resume, name="sending_resumption"),
]
