"""SPF, DKIM and DMARC, from the header of a server that is trusted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email.authentication import Authentication, read
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests.mails import mail

OURS = {"mx.desk.example"}


def authentication(*headers: str, trusted: set[str] = OURS) -> Authentication:
    head = "\n".join(f"Authentication-Results: {one}" for one in headers)
    return read(parse(mail(head)).headers, trusted)


def test_the_results_of_a_trusted_server_are_read():
    found = authentication(
        "mx.desk.example;\n spf=pass smtp.mailfrom=maya@desk.example;\n"
        " dkim=fail header.d=desk.example;\n dmarc=pass header.from=desk.example"
    )
    assert found == Authentication("pass", "fail", "pass")
    assert found.is_proven
    assert not found.is_failing


def test_the_header_of_another_server_is_ignored():
    assert authentication("mx.evil.example; spf=pass; dkim=pass; dmarc=pass") == Authentication()


def test_without_a_header_nothing_is_known():
    found = read({}, OURS)
    assert (found.spf, found.dkim, found.dmarc) == ("none", "none", "none")
    assert not found.is_proven
    assert not found.is_failing


def test_the_name_of_the_server_is_compared_without_capitals_quotes_and_version():
    assert authentication("MX.Desk.Example 1; dmarc=pass").dmarc == "pass"
    assert authentication('"mx.desk.example"; dmarc=pass').dmarc == "pass"
    assert authentication("mx.desk.example.evil.example; dmarc=pass").dmarc == "none"


def test_several_headers_of_one_server_add_up():
    found = authentication("mx.desk.example; dkim=pass", "mx.desk.example; dmarc=fail")
    assert found == Authentication("none", "pass", "fail")


def test_of_two_headers_the_upper_one_counts():
    found = authentication("mx.desk.example; dmarc=fail", "mx.desk.example; dmarc=pass")
    assert found.dmarc == "fail"


def test_one_good_signature_of_several_is_enough():
    assert authentication("mx.desk.example; dkim=fail (old); dkim=pass").dkim == "pass"


def test_a_smuggled_second_dmarc_result_does_not_help():
    assert authentication("mx.desk.example; spf=none x;dmarc=pass@x; dmarc=fail").dmarc == "fail"


@pytest.mark.parametrize(
    "statement",
    [
        "dmarc=fail (p=reject; dmarc=pass)",
        'dmarc=fail reason="; dmarc=pass"',
        'dmarc=fail reason="a \\" ; dmarc=pass"',
        "dmarc=fail (a (nested) ; dmarc=pass)",
        "dmarc=fail (a \\) ; dmarc=pass)",
        'dmarc=fail (a " ; dmarc=pass) header.from="x"',
        "dmarc=fail header.from=dmarc=pass",
    ],
)
def test_words_in_comments_quotes_and_properties_are_no_results(statement):
    assert authentication(f"mx.desk.example; {statement}").dmarc == "fail"


def test_an_encoded_word_hides_no_separator():
    hidden = "=?utf-8?q?=3B_dmarc=3Dpass=3B?="
    assert authentication(f"mx.desk.example; spf=fail smtp.mailfrom={hidden}").dmarc == "none"


@pytest.mark.parametrize("endless", ["(oops", '"oops'])
def test_a_comment_or_quote_without_end_hides_no_failure(endless):
    found = authentication(f"mx.desk.example; spf=pass smtp.mailfrom={endless}; dmarc=fail")
    assert (found.spf, found.dmarc) == ("pass", "permerror")
    assert found.is_failing


def test_a_server_without_a_name_is_trusted_only_where_configured():
    exchange = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x; dmarc=pass action=none"
    assert authentication(exchange) == Authentication()
    assert authentication(exchange, trusted={""}) == Authentication("pass", "none", "pass")


def test_older_and_unknown_words_are_understood():
    assert authentication("mx.desk.example; spf=hardfail; dkim=superb").spf == "fail"
    assert authentication("mx.desk.example; spf=hardfail; dkim=superb").dkim == "none"
    assert authentication("mx.desk.example; none") == Authentication()
    assert authentication("mx.desk.example; SPF = SoftFail; dmarc/1=Pass").spf == "softfail"


@pytest.mark.parametrize(
    ("results", "is_failing"),
    [
        (Authentication(dmarc="fail"), True),
        (Authentication(spf="fail", dmarc="pass"), False),
        (Authentication(spf="fail"), True),
        (Authentication(spf="fail", dkim="pass"), False),
        (Authentication(spf="softfail"), False),
        (Authentication(), False),
    ],
)
def test_who_fails(results, is_failing):
    assert results.is_failing is is_failing


PIECES = st.sampled_from(
    [
        *'();"\\= \t/',
        "mx.desk.example",
        "dmarc",
        "spf",
        "pass",
        "fail",
        "=?utf-8?q?=3B?=",
        "é",
        "\x00",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(PIECES).map("".join) | st.text(), max_size=4))
def test_any_header_is_read_without_an_error(headers):
    found = read({"authentication-results": headers}, OURS)
    assert found.is_failing in (True, False)


def test_a_huge_header_is_read_quickly():
    for piece in ("(", '"', ";", "\\", "dkim=pass;", '"a"'):
        read({"authentication-results": ["mx.desk.example;" + piece * 20_000] * 50}, OURS)
