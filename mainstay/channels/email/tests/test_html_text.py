import time

import pytest

from mainstay.channels.email.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n  two</p><p>Three</p>", "One two\n\nThree"),
        ("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<ul><li>One<li>Two<ul><li>Deep</ul></ul>", "- One\n- Two\n  - Deep"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<p>Yes<blockquote>No<p>Why?</blockquote>Because", "Yes\n\n> No\n>\n> Why?\n\nBecause"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a  b\nc"),
        ("See <a href='https://x.example/a'>here</a>.", "See here <https://x.example/a>."),
        ("<a href='https://x.example/'>x.example</a>", "x.example"),
        ("<a href='mailto:a@x.example'>a@x.example</a>", "a@x.example"),
        ("<a href=http://x.io/a><img></a> <a href=http://x.io/a><img></a>", "<http://x.io/a>"),
        ("<a href='javascript:alert(1)'>no</a>", "no"),
        ("a<script>x</script><style>y</style><!-- z -->b", "ab"),
        ("<title>t</title><p>b", "b"),
        ("<img alt='Logo' src=x> hi", "[Logo] hi"),
        ("<span style='display: none'>hidden</span>seen", "seen"),
        ("5 &lt; 6 &amp; caf&eacute;&nbsp;!", "5 < 6 & café !"),
        ("one<hr>two", "one\n--------------------\ntwo"),
        ("&#xD800;&#0;x", "\ufffd\ufffdx"),
        ("", ""),
        ("<", "<"),
        ("<frameset><frame src=x></frameset>", ""),
    ],
)
def test_html_reads_as_text(html, text):
    assert text_of(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<div><!--</div>-->" * 50_000 + "x",
        "<div></b>" * 50_000 + "x",
        "".join(f"<font size={n}>" for n in range(5_000)) + "<p>x</p>" * 20_000,
        "<table><tr><td>" * 30_000,
        "<blockquote>" * 3_000 + "x",
        "x<b>y</b>" * 90_000,
        "<a href=http://x><table><td>" * 2_000 + "x" * 500_000,
        "<ul>" * 3_000 + "<li>x" * 10_000,
    ],
)
def test_html_made_to_choke_us_is_read_in_no_time(html):
    start = time.process_time()
    assert "x" in text_of(html) or "<td>" in html
    assert time.process_time() - start < 3
