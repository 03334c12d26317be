from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.channels.models import SpamRule

_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class SpamRuleForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Such a mail is"),
        choices=SpamRule.Verdict.choices,
        initial=SpamRule.Verdict.SPAM,
        widget=forms.RadioSelect,
    )
    field = forms.ChoiceField(label=_("Look at"), choices=SpamRule.Field.choices, initial="domain")
    words = forms.CharField(
        label=_("For"),
        max_length=200,
        help_text=_(
            "An address or a domain has to be the whole of it; a domain holds for those below it"
            " too. Everything else contains these words. Capital letters mean nothing."
        ),
        widget=forms.TextInput(attrs=_PLAIN | {"dir": "auto"}),
    )
    header = forms.CharField(
        label=_("Name of the header"),
        max_length=80,
        required=False,
        help_text=_("Only where you look at a header, such as X-Mailer."),
        widget=forms.TextInput(attrs=_PLAIN | {"dir": "ltr"}),
    )
