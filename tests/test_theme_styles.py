"""Of the theme's style sheets only those rules are kept that a page of ours can meet."""

import pytest

from build_tools.theme_styles import needed


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ('@charset "UTF-8";html{color:red}', '@charset "UTF-8";html{color:red}'),
        (".md-nav a{color:red}.md-typeset a{color:red}", ".md-typeset a{color:red}"),
        (".md-typeset .admonition,.md-typeset details{margin:0}", ".md-typeset details{margin:0}"),
        (".md-typeset code:not(.focus-visible){margin:0}", ".md-typeset code:not(.focus-visible){margin:0}"),
        ("@media print{.md-nav{margin:0}.md-typeset{margin:0}}", "@media print{.md-typeset{margin:0}}"),
        ("@media print{.md-nav{margin:0}}", ""),
        ("[data-md-color-primary=red]{--x:1}[data-md-color-primary=custom]{--x:1}", "[data-md-color-primary=custom]{--x:1}"),
        ('.md-nav:after{content:"}"}p{margin:0}', "p{margin:0}"),
        ("a:is(p,.md-nav),b{margin:0}", "b{margin:0}"),
        ("@font-face{src:url(x{y)}p{margin:0}", "@font-face{src:url(x{y)}p{margin:0}"),
    ],
)
def test_rules_that_no_page_can_meet_are_left_out(css, kept):
    assert needed(css) == kept


def test_pictures_and_movements_go_with_the_rules_that_use_them():
    icons = ":root{--md-a-icon:url('data:,{x}');--md-b-icon:url('data:,y');--md-c:1}"
    frames = "@keyframes one{to{top:0}}@keyframes two{0%{top:0}to{top:1px}}"
    rules = "p{mask:var(--md-b-icon);animation:two 1s}.md-nav{mask:var(--md-a-icon);animation:one 1s}"
    assert needed(icons + frames + rules) == (
        ":root{--md-b-icon:url('data:,y');--md-c:1}@keyframes two{0%{top:0}to{top:1px}}p{mask:var(--md-b-icon);animation:two 1s}"
    )
