"""How a session travels."""

from __future__ import annotations

from bot.channels.web.sessions.session_headers import drop_cookie, set_cookie
from bot.channels.web.sessions.signed_session import Sessions


def test_a_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    """HttpOnly, SameSite, and Secure if the page is."""
    session = Sessions("one").begin()
    for cookie in (set_cookie(session, secure=True), drop_cookie(secure=True)):
        assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in set_cookie(session, secure=False)
