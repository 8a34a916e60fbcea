"""The server of WeCom: its calls, each with its rules and the document that says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.platforms.strict_server import StrictServer, Wrong, faulty, json_object
from tests.telegram_api.server import HungUp
from tests.wecom_api.world import Member, WecomWorld

SEND = "/cgi-bin/message/send"
TOKEN = "/cgi-bin/gettoken"
ROBOT = "/cgi-bin/webhook/send"
Method = Callable[["WecomServer", Request, dict[str, Any]], dict[str, Any]]


class WecomServer(StrictServer):
    """Serves one world."""

    def __init__(self, world: WecomWorld, port: int = 0) -> None:
        self.world = world
        routes = [
            Route(path, self._method(path, method, wants), methods=["GET", "POST"])
            for path, (wants, method) in _METHODS.items()
        ]
        super().__init__([*routes], port)

    @property
    def robot_url(self) -> str:
        """The webhook of the group's robot, as the group shows it."""
        return f"{self.url}{ROBOT}?key={self.world.robot_key}"

    def _method(self, path: str, method: Method, wants: str) -> Callable[[Request], Awaitable[Response]]:
        async def call(request: Request) -> Response:
            world = self.world
            world.calls.append(path)
            fault = world.fault_of(path)
            if fault is not None and fault.hang_up != "after":
                return faulty(fault)
            try:
                if request.method != wants:
                    raise Wrong(43002 if wants == "POST" else 43001)
                if path not in (TOKEN, ROBOT):
                    self._permitted(request.query_params.get("access_token"))
                given = json_object(await request.body()) if wants == "POST" else {}
                if given is None:
                    raise Wrong(47001, "data format error")
                answer = {"errcode": 0, "errmsg": "ok", **method(self, request, given)}
            except Wrong as wrong:
                world.refused.append(wrong.code)
                words = f"{wrong.words}, hint: [1], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e={wrong.code}"
                answer = {"errcode": wrong.code, "errmsg": words}
            return HungUp() if fault is not None else JSONResponse(answer)

        return call

    def _permitted(self, token: str | None) -> None:
        """https://developer.work.weixin.qq.com/document/path/90313"""
        world = self.world
        if not token:
            raise Wrong(41001, "access_token missing")
        if token != world.access_token:
            raise Wrong(40014, "invalid access_token")
        if world.valid_until <= world.clock():
            raise Wrong(42001, "access_token expired")
        if not world.listed:
            raise Wrong(60020, "not allow to access from your ip")

    # ── calls ──

    def gettoken(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/91039"""
        if request.query_params.get("corpid") != self.world.corp_id:
            raise Wrong(40013, "invalid corpid")
        if request.query_params.get("corpsecret") != self.world.secret:
            raise Wrong(40001, "invalid credential")
        token, seconds = self.world.lend()
        return {"access_token": token, "expires_in": seconds}

    def send(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/90236"""
        if given.get("agentid") != self.world.agent_id:
            raise Wrong(301002, "not allow operate another agent with this accesstoken")
        named = str(given.get("touser", "")).split("|")
        assert named == [given["touser"]], "one member a message"
        member = self._member(named[0])
        if member is None or not member.in_range or self.world.closed:
            # «如果全部接收人无权限或不存在，则本次调用返回失败，errcode为81013»; userids come back in small letters
            raise Wrong(81013, "user & party & tag all invalid")
        how, text = self._content(given)
        if self.world.reaches(member):
            member.shown.append((how, text))
        self.world.sent.append(given)
        return {"invaliduser": "", "msgid": "1"}

    def _content(self, given: dict[str, Any]) -> tuple[str, str]:
        kind = given.get("msgtype")
        if kind == "text":
            text = given["text"]["content"]
            if not text:
                raise Wrong(44004, "empty content")
            if len(text.encode()) > 2048:  # «消息内容，最长不超过2048个字节，超过将截断»
                self.world.wrong.append("a text of more than 2048 bytes")
            return "text", text
        if kind != "textcard":
            raise Wrong(40008, "invalid message type")
        card = given["textcard"]
        title, words, url = card["title"], card["description"], card["url"]
        # «标题，不超过128个字符», «描述，不超过512个字符», «链接，最长2048字节，请确保包含了协议头», «按钮文字，不超过4个文字»
        sizes = 0 < len(title) <= 128 and 0 < len(words) <= 512 and len(card.get("btntxt", "")) <= 4
        if not sizes or urlsplit(url).scheme not in ("http", "https") or len(url) > 2048:
            self.world.wrong.append(f"a card that is none: {card}")
        return "textcard", f"{title}\n{words}"

    def _member(self, userid: str) -> Member | None:
        """A member: «userid不区分大小写»."""
        for name, member in self.world.people.items():
            if name.lower() == userid.lower() and member.exists:
                return member
        return None

    def member(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/90196"""
        userid = request.query_params.get("userid", "")
        member = self._member(userid)
        if member is None:
            raise Wrong(60111, "userid not found")
        if not member.in_range:
            raise Wrong(60011, "no privilege to access/modify contact/party/agent")
        return {"userid": userid, "name": userid}

    def agent(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/90227"""
        self._is_ours(request)
        people = [{"userid": name} for name, one in self.world.people.items() if one.in_range]
        return {
            "agentid": self.world.agent_id,
            "name": "职称通知",
            "allow_userinfos": {"user": people},
            "allow_partys": {"partyid": [1]},
            "allow_tags": {"tagid": []},
            "close": int(self.world.closed),
        }

    def _is_ours(self, request: Request) -> None:
        if request.query_params.get("agentid") != str(self.world.agent_id):
            raise Wrong(40056, "invalid agentid")

    def menu(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/90232"""
        self._is_ours(request)
        if not self.world.menu:
            raise Wrong(46003, "menu not exist")
        return {"button": self.world.menu}

    def make_menu(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/90231: three buttons, of 16 bytes."""
        self._is_ours(request)
        buttons = given.get("button", [])
        if not 1 <= len(buttons) <= 3:
            raise Wrong(40016, "invalid button size")
        for button in buttons:
            if not 0 < len(button["name"].encode()) <= 16:
                raise Wrong(40018, "invalid button name size")
            if button["type"] != "click" or not 0 < len(button["key"].encode()) <= 128:
                raise Wrong(40019, "invalid button key size")
        self.world.menu = buttons
        return {}

    def robot(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://developer.work.weixin.qq.com/document/path/91770"""
        if request.query_params.get("key") != self.world.robot_key:
            raise Wrong(93000, "invalid webhook url")
        if given.get("msgtype") != "text":
            raise Wrong(40008, "invalid message type")
        text = given["text"]["content"]
        if not 0 < len(text.encode()) <= 2048:
            self.world.wrong.append("a text of more than 2048 bytes for a robot")
            raise Wrong(40058, "text.content exceed max length 2048")
        if not self.world.robot_may_speak():
            raise Wrong(45009, "api freq out of limit")
        self.world.said_in_group.append(text)
        return {}


_METHODS: dict[str, tuple[str, Method]] = {
    TOKEN: ("GET", WecomServer.gettoken),
    SEND: ("POST", WecomServer.send),
    "/cgi-bin/user/get": ("GET", WecomServer.member),
    "/cgi-bin/agent/get": ("GET", WecomServer.agent),
    "/cgi-bin/menu/get": ("GET", WecomServer.menu),
    "/cgi-bin/menu/create": ("POST", WecomServer.make_menu),
    ROBOT: ("POST", WecomServer.robot),
}
