"""One request to the desk: who sends it, the form in it, and the token that a form must carry."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.channels.desk.desk_logins import LoggedIn
from bot.channels.desk.desk_notice import DeskNotice
from bot.channels.web.problems import Problem
from bot.channels.web.rate_limits import client_key
from bot.messages import message

HOME = "/desk"
"""Where the pages are, and those about the notice that the desk opens with."""
FORM_FIELD = "form"
_MOST_FIELDS = 100
_FORM_KIND = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class DeskVisit:
    """A request. `who` is None on the page to log in; `form` holds the fields of a POST; `form_token` belongs into each form."""

    request: Request
    who: LoggedIn | None
    form_token: str
    form: Mapping[str, str] = field(default_factory=dict)
    about: DeskNotice | None = None
    """The notice that the page is about; None on pages that are about none, such as that of accounts."""

    @property
    def staff(self) -> LoggedIn:
        """Who is logged in; there is somebody on every page but that to log in."""
        assert self.who is not None
        return self.who

    @property
    def notice(self) -> DeskNotice:
        """The notice of a page that is about one."""
        assert self.about is not None
        return self.about

    @property
    def base(self) -> str:
        """Where the pages about its notice are."""
        return base_of(self.notice.id) if "notice" in self.request.path_params else HOME

    @property
    def name(self) -> str:
        """The account."""
        return self.staff.account.name


def base_of(notice: str) -> str:
    """Where the pages about the notice with this id are."""
    return f"{HOME}/n/{notice}"


def place_of(request: Request) -> str:
    """A hash of where a browser is and which it is."""
    address = client_key(request.client.host if request.client else "")
    agent = request.headers.get("user-agent", "")
    return hashlib.sha256(f"{address}\n{agent}".encode()).hexdigest()


def cookie_name(request: Request, purpose: str) -> str:
    """The name of a cookie; behind HTTPS one that no other host of the domain can set."""
    return f"__Host-{purpose}" if is_secure(request) else purpose


def cookie(request: Request, purpose: str, value: str) -> str:
    """The value of Set-Cookie; without a value the cookie is dropped. It ends with the browser, or earlier with its session."""
    end = "" if value else "; Max-Age=0"
    secure = "; Secure" * is_secure(request)
    return f"{cookie_name(request, purpose)}={value}; Path=/; HttpOnly; SameSite=Strict{end}{secure}"


def is_secure(request: Request) -> bool:
    """Whether the browser reached us by HTTPS."""
    return request.url.scheme == "https"


def form_token(secret: str) -> str:
    """What a form of the session with this token carries."""
    return hmac.new(secret.encode(errors="replace"), b"form of the desk", hashlib.sha256).hexdigest()


async def read_form(request: Request, token: str) -> dict[str, str]:
    """The fields of a form that this session was given.

    Raises Problem 403 if another session made it, 400 or 415 if it is no form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM_KIND:
        raise Problem(415)
    try:
        body = (await request.body()).decode()
        pairs = parse_qsl(
            body, keep_blank_values=True, strict_parsing=bool(body), max_num_fields=_MOST_FIELDS
        )
        fields = dict(pairs)
        for value in fields.values():
            value.encode()
    except ValueError:
        raise Problem(400) from None
    if not hmac.compare_digest(fields.get(FORM_FIELD, "").encode(), token.encode()):
        raise Problem(403, message("desk_form_old"))
    return fields
