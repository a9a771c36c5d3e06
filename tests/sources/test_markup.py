"""HTML left in the fields of an export."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.sources.markup import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("قال &quot;نعم&quot; &#1608;لا &#x648;", 'قال "نعم" ولا و'),
        ("AT&T وR&D و&copy وa&lt", "AT&T وR&D و&copy وa&lt"),
        ("&unknown; يبقى", "&unknown; يبقى"),
        ("<p>أولى</p>\n<p class='x'>ثانية<br/>ثالثة</p>", "أولى\n\nثانية\n\nثالثة"),
        ('<a href="http://a.example">باكو</a> <b>عاصمة</b>', "باكو عاصمة"),
        ("a < b وc > d و<مجهول> يبقى", "a < b وc > d و<مجهول> يبقى"),
        ("قبل<script>var x = '<p>';</script>بعد<!-- سر -->نهاية", "قبلبعدنهاية"),
        ("<STYLE>p {}</STYLE><P>نص</P>", "نص"),
        ("قبل <script> بلا إغلاق", "قبل  بلا إغلاق"),
        ("&lt;p&gt;", "<p>"),
    ],
)
def test_plain(markup: str, text: str) -> None:
    assert plain(markup) == text


@given(st.text())
def test_text_without_markup_is_untouched(text: str) -> None:
    if "<" not in text and "&" not in text:
        assert plain(text) == text


@pytest.mark.parametrize("piece", ["<p", "<p>", "<script>", "<!--", "<p " * 3, "&amp", "&#1;"])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    assert isinstance(plain(piece * 100_000), str)  # would take hours, were it quadratic
