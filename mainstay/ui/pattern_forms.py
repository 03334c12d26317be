"""Django forms for the page of patterns, one field of every kind."""

from django import forms


class MailboxForm(forms.Form):
    name = forms.CharField(
        label="Name clients see", help_text="The first name of the person is put in front."
    )
    team = forms.ChoiceField(
        label="Team that answers",
        choices=[("1", "Client service, Europe"), ("2", "Отдел по работе с издателями")],
    )
    server = forms.CharField(label="SMTP server")
    signature = forms.CharField(label="Signature", widget=forms.Textarea, required=False)
    tell = forms.BooleanField(
        label="Tell the client", help_text="In his language", required=False, initial=True
    )
    machines = forms.BooleanField(
        label="Never answer a machine",
        help_text="No automatic reply to lists, bounces and absence notes.",
        required=False,
    )
    remedy = forms.ChoiceField(
        label="What comes first",
        choices=[("restore", "Restore"), ("replace", "Replace"), ("refund", "Refund")],
        widget=forms.RadioSelect,
        help_text="The others stay possible.",
    )
    price = forms.DecimalField(label="Price", help_text="Before tax")
    file = forms.FileField(label="Logo", required=False)
    fixed = forms.CharField(label="Number", disabled=True, initial="2381", required=False)


class ShortForm(forms.Form):
    address = forms.EmailField(label="Address")
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput, help_text="Kept encrypted."
    )


def wrong_form() -> MailboxForm:
    """Filled in, with one field and the whole of it refused."""
    form = MailboxForm(
        {
            "name": "Mainstay Media",
            "team": "1",
            "server": "smtp.mainstay-media.example:587",
            "remedy": "restore",
            "price": "390.00",
            "tell": "on",
            "machines": "on",
        }
    )
    form.full_clean()
    form.add_error(
        "server",
        "The server answered “535 authentication failed”. The user name is right, so it is the"
        " password, or the server wants an app password.",
    )
    form.add_error(None, "Not saved: mail can be fetched, but not sent.")
    return form
