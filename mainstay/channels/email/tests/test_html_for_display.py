import pytest

from mainstay.channels.email.html import safe, sanitise


def shown(html: str) -> str:
    return sanitise(html, inline={"logo@x": "/files/7"}.get)


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='  jAvAsCrIpT:alert(1)'>x</a>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='vbscript:alert(1)'>x</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<object data='https://evil.example'></object><embed src=x>",
        "<form action='https://evil.example'><input name=a><button>alert(1)</button></form>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<link rel=stylesheet href='https://evil.example/a.css'>",
        "<base href='https://evil.example/'>",
        "<style>@import 'https://evil.example/a.css'</style>",
        "<p style='background:url(https://evil.example/a.png)'>x",
        "<p style='background-color:u\\72l(https://evil.example)'>x",
        "<p style='width:expression(alert(1))'>x",
        "<p style='color:red;background-image:image-set(\"https://evil.example/a\" 1x)'>x",
        "<p style='position:fixed;top:0'>x",
        "<table background='https://evil.example/a.png'><tr><td>x",
        "<img srcset='https://evil.example/a.png 2x'>",
        "<video poster='https://evil.example/a.png'></video>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
        "<template><script>alert(1)</script></template>",
        "<div id=login onclick=alert(1)>x</div>",
        "\x00<scr\x00ipt>alert(1)</script>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(nasty):
    html = shown(nasty).lower()
    for trace in (
        *("<script", "<svg", "<iframe", "<object", "<embed", "<form", "<input", "<meta", "<link"),
        *("<base", "<style", "evil.example", "javascript:", "vbscript:", "data:", "expression("),
        *(" onerror", " onload", " onclick", "position:", " id=", "url("),
    ):
        assert trace not in html, html


def test_links_open_elsewhere_and_tell_nothing():
    assert shown("<a href='https://x.example'>x</a>") in (
        '<a href="https://x.example" target="_blank" rel="noopener noreferrer nofollow">x</a>',
        '<a href="https://x.example" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    )


def test_our_own_attachments_are_shown():
    assert shown("<img src='cid:logo%40x' alt=Logo>") == '<img src="/files/7" alt="Logo">'
    assert shown("<img src='CID:gone' alt=Logo>") == '<img alt="Logo">'


def test_pictures_from_elsewhere_keep_their_words_and_are_counted():
    html = "<img src='https://evil.example/a.gif' alt=Hello><img src=//evil.example/b>"
    html += "<img src='cid:logo@x'>"
    result = safe(html, inline=lambda content_id: "/files/7")
    assert result.html == '<img alt="Hello"><img><img src="/files/7">'
    assert result.blocked_images == 2


def test_pictures_inside_the_mail_itself_are_shown():
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    assert shown(f"<img src='{dot}'>") == f'<img src="{dot}">'


def test_harmless_looks_are_kept():
    html = '<p style="color:rgb(1, 2, 3);margin-left:4px">x</p>'
    assert shown(html) == html
    assert shown('<div class="gmail_quote other">x</div>') == '<div class="gmail_quote">x</div>'


def test_html_made_to_choke_us_is_shown_as_words():
    assert shown("<div>" * 50_000 + "x <b>y</b>").split() == ["<pre>", "x", "y", "</pre>"]
