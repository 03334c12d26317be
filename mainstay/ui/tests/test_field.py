from django import forms

from mainstay.ui.tests import stub

FIELD = (
    '{% from "ui/field.html" import field %}{{ field(form["address"]) }}{{ field(form["code"]) }}'
)


class _Form(forms.Form):
    address = forms.EmailField(help_text="Where clients write to.")
    code = forms.IntegerField()


def _render(form):
    return stub.environment().from_string(FIELD).render(**stub.request_context(), form=form)


def test_the_error_is_tied_to_its_field():
    page = _render(_Form({"address": "nobody", "code": "1"}))
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_address_help id_address_error"' in page
    assert 'id="id_address_error"' in page


def test_what_was_typed_stays():
    assert 'value="nobody"' in _render(_Form({"address": "nobody", "code": "1"}))


def test_the_first_wrong_field_takes_the_focus():
    page = _render(_Form({"address": "nobody", "code": "x"}))
    assert page.count("autofocus") == 1
    assert page.index("autofocus") < page.index('name="code"')


def test_a_form_that_was_not_sent_shows_no_error():
    page = _render(_Form())
    assert "aria-invalid" not in page
    assert "autofocus" not in page
