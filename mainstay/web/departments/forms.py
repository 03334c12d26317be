from django import forms
from django.utils.translation import gettext_lazy as _


class DepartmentForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"dir": "auto"})
    )
