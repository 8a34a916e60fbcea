"""The server of WeChat: its calls, each with its rules and the document that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.platforms.strict_server import StrictServer, Wrong, faulty, json_object
from tests.telegram_api.server import HungUp
from tests.wechat_api.world import WechatWorld

TOKEN = "/cgi-bin/stable_token"
_FIELD = re.compile(r"\{\{(\w+)\.DATA\}\}")
_LIMITS: dict[str, Callable[[str], object]] = {
    # https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage, «参数值内容限制说明»
    "thing": lambda value: 0 < len(value) <= 20,
    "phrase": lambda value: 0 < len(value) <= 5,
    "time": re.compile(r"\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?").fullmatch,
    "date": re.compile(r"\d{4}年\d{1,2}月\d{1,2}日").fullmatch,
    "character_string": re.compile(r"[ -~]{1,32}").fullmatch,
    "number": re.compile(r"[0-9.]{1,32}").fullmatch,
}
Method = Callable[["WechatServer", dict[str, Any]], dict[str, Any]]


class WechatServer(StrictServer):
    """Serves one world."""

    def __init__(self, world: WechatWorld) -> None:
        self.world = world
        self.after: list[Callable[[], Awaitable[None]]] = []
        self.pushed: list[tuple[str, dict[str, str]]] = []
        """Events that the platform would push: to whom, and the fields."""
        routes = [Route(TOKEN, self._token, methods=["GET", "POST"])]
        routes += [
            Route(path, self._method(path, method, wants), methods=["GET", "POST"])
            for path, (wants, method) in _METHODS.items()
        ]
        super().__init__([*routes])

    async def _token(self, request: Request) -> Response:
        """https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken"""
        world = self.world
        world.calls.append(TOKEN)
        fault = world.fault_of(TOKEN)
        if fault is not None:
            return faulty(fault)
        if request.method != "POST":
            return _said(43002, "require POST method")
        given = json.loads(await request.body())
        if given.get("grant_type") != "client_credential":
            return _said(40002, "invalid grant_type")
        if given.get("appid") != world.app_id:
            return _said(40013, "invalid appid")
        if not world.listed:
            return _said(40164, "invalid ip 203.0.113.9, not in whitelist")
        if given.get("secret") != world.app_secret:
            return _said(40125, "invalid appsecret")
        token, seconds = world.lend(given.get("force_refresh") is True)
        return JSONResponse({"access_token": token, "expires_in": seconds})

    def _method(self, path: str, method: Method, wants: str) -> Callable[[Request], Awaitable[Response]]:
        async def call(request: Request) -> Response:
            world = self.world
            world.calls.append(path)
            fault = world.fault_of(path)
            if fault is not None and fault.hang_up != "after":
                return faulty(fault)
            try:
                self._permitted(request.query_params.get("access_token"))
                if request.method != wants:
                    raise Wrong(43002 if wants == "POST" else 43001)
                given = _plain(await request.body()) if wants == "POST" else {}
                answer = {"errcode": 0, "errmsg": "ok", **method(self, given)}
            except Wrong as wrong:
                world.refused.append(wrong.code)
                answer = {"errcode": wrong.code, "errmsg": f"{wrong.words} rid: 0"}
            return HungUp() if fault is not None else JSONResponse(answer)

        return call

    def _permitted(self, token: str | None) -> None:
        """https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html"""
        world = self.world
        if not token:
            raise Wrong(41001, "access_token missing")
        if token not in (world.access_token, *world.old_tokens):
            raise Wrong(40001, "invalid credential, access_token is invalid or not latest")
        if world.valid_until <= world.clock():
            raise Wrong(42001, "access_token expired")
        if not world.listed:
            raise Wrong(40164, "invalid ip, not in whitelist")

    # ── calls ──

    def custom(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage"""
        if not self.world.may_serve:
            raise Wrong(48001, "api unauthorized")
        person = self.world.people.get(str(given.get("touser")))
        if person is None:
            raise Wrong(40003, "invalid openid")
        if given.get("msgtype") != "text":
            raise Wrong(40008, "invalid message type")
        text = given.get("text", {}).get("content", "")
        if not text:
            raise Wrong(44004, "empty content")
        if len(text.encode()) > 2048:
            self.world.wrong.append("a text of more than 2048 bytes")
            raise Wrong(45002, "content size out of limit")
        code = self.world.custom(person)
        if code:
            raise Wrong(code)
        person.shown.append(("custom", text))
        self.world.sent.append({"how": "custom", **given})
        return {}

    def template(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage"""
        person = self._receiver(given, self.world.templates)
        named = (str(given["touser"]), str(given.get("client_msg_id", secretless())))
        now = self.world.clock()
        before = self.world.client_ids.get(named)
        if before is not None and now - before < timedelta(minutes=10):
            return {"msgid": 1}  # «只发送一条消息»
        self.world.client_ids[named] = now
        person.shown.append(("template", _words(given["data"])))
        self.world.sent.append({"how": "template", **given})
        fields = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": "1", "Status": "success"}
        self.pushed.append((str(given["touser"]), fields))
        return {"msgid": 1}

    def subscribed(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg.html: one for each consent."""
        person = self._receiver(given, self.world.notices)
        if person.notices <= 0:
            raise Wrong(43101, "user refuse to accept the msg")
        person.notices -= 1
        person.shown.append(("template", _words(given["data"])))
        self.world.sent.append({"how": "subscribed", **given})
        return {}

    def _receiver(self, given: dict[str, Any], templates: dict[str, str]) -> Any:
        content = templates.get(str(given.get("template_id")))
        if content is None:
            raise Wrong(40037, "invalid template_id")
        person = self.world.people.get(str(given.get("touser")))
        if person is None:
            raise Wrong(40003, "invalid openid")
        if not person.follows:
            raise Wrong(43004, "require subscribe")
        if person.refuses_template:
            raise Wrong(43101, "user refuse to accept the msg")
        data = given.get("data", {})
        for name in _FIELD.findall(content):
            value = data.get(name, {}).get("value", "")
            fits = _LIMITS.get(re.sub(r"\d+$", "", name))
            if fits is None or not fits(value):
                self.world.wrong.append(f"{name}: {value!r}")
                raise Wrong(47003, f"argument invalid! data.{name}.value invalid")
        return person

    def templates(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/notify/template/api_getalltemplates"""
        rows = [
            {"template_id": id, "title": "", "content": text} for id, text in self.world.templates.items()
        ]
        return {"template_list": rows}

    def notices(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/notify/notify/api_getwxapubnewtemplate"""
        return {"data": [{"priTmplId": id, "content": text} for id, text in self.world.notices.items()]}

    def menu(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/custommenu/api_getcurrentselfmenuinfo"""
        if not self.world.menu:
            return {"is_menu_open": 0}
        return {"is_menu_open": 1, "selfmenu_info": {"button": self.world.menu}}

    def make_menu(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu: three buttons, of 16 bytes."""
        buttons = given.get("button", [])
        if not 1 <= len(buttons) <= 3:
            raise Wrong(40016, "invalid button size")
        for button in buttons:
            if len(button["name"].encode()) > 16:
                raise Wrong(40018, "invalid button name size")
            if button["type"] != "click" or not 0 < len(button["key"].encode()) <= 128:
                raise Wrong(40019, "invalid button key size")
        self.world.menu = buttons
        return {}

    def servants(self, given: dict[str, Any]) -> dict[str, Any]:
        """https://developers.weixin.qq.com/doc/service/api/customer/kf/api_getkflist"""
        if not self.world.may_serve:
            raise Wrong(48001, "api unauthorized")
        return {"kf_list": []}


_METHODS: dict[str, tuple[str, Method]] = {
    "/cgi-bin/message/custom/send": ("POST", WechatServer.custom),
    "/cgi-bin/message/template/send": ("POST", WechatServer.template),
    "/cgi-bin/message/subscribe/bizsend": ("POST", WechatServer.subscribed),
    "/cgi-bin/template/get_all_private_template": ("GET", WechatServer.templates),
    "/wxaapi/newtmpl/gettemplate": ("GET", WechatServer.notices),
    "/cgi-bin/get_current_selfmenu_info": ("GET", WechatServer.menu),
    "/cgi-bin/menu/create": ("POST", WechatServer.make_menu),
    "/cgi-bin/customservice/getkflist": ("GET", WechatServer.servants),
}


def secretless() -> str:
    """A client id for a call that gives none: never the same."""
    return str(id(object()))


def _plain(body: bytes) -> dict[str, Any]:
    r"""JSON in UTF-8; signs written as \uXXXX are refused (40033 in the list of codes)."""
    if re.search(rb"\\u[0-9a-fA-F]{4}", body):
        raise Wrong(40033, "invalid charset")
    plain = json_object(body)
    if plain is None:
        raise Wrong(47001, "data format error")
    return plain


def _words(data: dict[str, Any]) -> str:
    return "\n".join(field["value"] for field in data.values())


def _said(code: int, words: str) -> Response:
    return JSONResponse({"errcode": code, "errmsg": words})
