"""A page may run the engine's scripts and no other, and loses only white space that nobody sees."""

from base64 import b64encode
from hashlib import sha256

import pytest

from build_tools.policy import finish, squeeze


def test_only_the_scripts_of_the_page_are_named():
    html = (
        '<meta charset="utf-8">\n<script>a()  ;</script><script src="x.js"></script><script type="application/json">{}</script>'
    )
    done = finish(html)
    digest = b64encode(sha256(b"a()  ;").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'; " in done
    assert done.count("sha256-") == 1
    assert "unsafe" not in done


def test_webassembly_only_where_it_is_asked_for():
    assert "'wasm-unsafe-eval'" in finish('<meta charset="utf-8">', wasm=True)


def test_page_without_a_place_for_the_policy_is_refused():
    with pytest.raises(ValueError, match="content policy"):
        finish("<p>no head</p>")


def test_white_space_that_shows_is_kept():
    html = "<p>a\n   b <b>c</b>  <i>d</i></p>\n\n<pre>x\n  y</pre>  <p>\n</p>"
    assert squeeze(html) == "<p>a b <b>c</b> <i>d</i></p> <pre>x\n  y</pre> <p> </p>\n"
