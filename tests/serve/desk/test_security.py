"""Who is let in, and what a page may do."""

import pytest

from asof.serve.desk.security import Gate
from tests.serve.desk.conftest import desk_of

TOKEN = "the-token"  # noqa: S105 - of a test


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765"])
def test_this_machine_may_ask(desk, host):
    """The names of this machine are known."""
    assert desk.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8765", "", "192.0.2.7"])
def test_another_name_for_this_machine_is_refused(desk, host):
    """A page of another site that makes its name resolve to this machine gets nothing (DNS rebinding)."""
    assert desk.get("/", headers={"host": host}).status_code == 421


def test_a_name_can_be_allowed(read_demo):
    """What --allow-host names is let in."""
    assert desk_of(read_demo, gate=Gate(hosts=("desk.local",))).get("/", headers={"host": "desk.local"}).is_success


def test_a_token_is_asked_for_and_kept_in_a_cookie(read_demo):
    """Without the token nothing is shown; with it, once, a cookie that scripts cannot read opens the rest."""
    client = desk_of(read_demo, gate=Gate(token=TOKEN))
    assert client.get("/").status_code == 401
    assert client.get("/?token=another").status_code == 401
    let_in = client.get("/s/demo?token=the-token&at=2013-01-17", follow_redirects=False)
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/s/demo?at=2013-01-17")
    assert "HttpOnly" in let_in.headers["set-cookie"]
    assert "SameSite=Strict" in let_in.headers["set-cookie"]
    assert client.get("/").status_code == 200


def test_a_program_brings_its_token_in_a_header(read_demo):
    """Authorization: Bearer does as well; a wrong one does not."""
    client = desk_of(read_demo, gate=Gate(token=TOKEN))
    assert client.get("/", headers={"authorization": "Bearer the-token"}).status_code == 200
    assert client.get("/", headers={"authorization": "Bearer the-toke"}).status_code == 401


@pytest.mark.parametrize("address", ["/", "/s/demo", "/nowhere", "/static/desk.js"])
def test_every_answer_bears_a_policy_without_inline_scripts(desk, address):
    """The policy lets in the desk's own files and nothing else, on errors too."""
    headers = desk.get(address).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_no_page_needs_what_the_policy_forbids(desk):
    """No style attribute, no inline script or style, no handler, no address of another machine is loaded."""
    for address in ("/", "/s/demo", "/s/demo/figure/killed", "/s/demo/documents"):
        page = desk.get(address).text
        for forbidden in ("<style", " style=", "<script>", " onclick", " onload", 'src="http', "javascript:"):
            assert forbidden not in page, (address, forbidden)


def test_a_form_of_another_site_is_refused(desk):
    """A browser says where a form comes from; another origin cannot write."""
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
        assert desk.post("/s/demo/review", headers=headers).status_code == 403


def test_a_form_without_its_token_is_refused(desk):
    """Writing needs the token that the page's own form carries."""
    desk.get("/s/demo")
    assert desk.post("/s/demo/review", data={"kind": "accept"}).status_code in (403, 404, 405)
