"""The server of DingTalk: its calls and its connections, each with its rules and the document that says so."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.dingtalk_api.world import DingtalkWorld
from tests.platforms.strict_server import StrictServer, faulty, json_object
from tests.telegram_api.server import HungUp

SEND = "/v1.0/robot/oToMessages/batchSend"
TOKEN = "/v1.0/oauth2/accessToken"
OPEN = "/v1.0/gateway/connections/open"
ROBOT = "/robot/send"
TOPIC = "/v1.0/im/bot/messages/get"
Method = Callable[["DingtalkServer", Request, dict[str, Any]], dict[str, Any]]


class Refused(Exception):  # noqa: N818 - a code
    """The platform refuses with this code in words, and an HTTP status."""

    def __init__(self, status: int, code: str, words: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.words = status, code, words


class DingtalkServer(StrictServer):
    """Serves one world."""

    def __init__(self, world: DingtalkWorld, port: int = 0) -> None:
        self.world = world
        self.connections: list[WebSocket] = []
        self._ids = itertools.count(1)
        calls = [
            Route(path, self._method(path, method), methods=["GET", "POST"])
            for path, method in _METHODS.items()
        ]
        super().__init__([*calls, WebSocketRoute("/connect", self._connect)], port, "websockets-sansio")

    @property
    def robot_url(self) -> str:
        """The webhook of the group's robot, as the group shows it."""
        from tests.dingtalk_api.world import GROUP_TOKEN

        return f"{self.url}{ROBOT}?access_token={GROUP_TOKEN}"

    def _method(self, path: str, method: Method) -> Callable[[Request], Awaitable[Response]]:
        async def call(request: Request) -> Response:
            world = self.world
            world.calls.append(path)
            fault = world.fault_of(path)
            if fault is not None and fault.hang_up != "after":
                return faulty(fault)
            status, answer = 200, dict[str, Any]()
            try:
                given = json_object(await request.body()) if request.method == "POST" else None
                if given is None:
                    raise Refused(400, "InvalidParameter", "no JSON")
                answer = method(self, request, given)
            except Refused as refused:
                world.refused.append(refused.code)
                status = refused.status
                answer = {"code": refused.code, "requestid": "1", "message": refused.words}
            return HungUp() if fault is not None else JSONResponse(answer, status)

        return call

    # ── calls ──

    def token(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app"""
        if (given.get("appKey"), given.get("appSecret")) != (self.world.client_id, self.world.client_secret):
            raise Refused(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
        token, seconds = self.world.lend()
        return {"accessToken": token, "expireIn": seconds}

    def open(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol"""
        known = (self.world.client_id, self.world.client_secret)
        if (given.get("clientId"), given.get("clientSecret")) != known:
            raise Refused(401, "authFailed", "鉴权失败")
        topics = [(one["type"], one["topic"]) for one in given["subscriptions"]]
        if ("CALLBACK", TOPIC) not in topics:
            self.world.wrong.append(f"subscriptions without the robot: {topics}")
        return {"endpoint": f"{self.url.replace('http', 'ws', 1)}/connect", "ticket": self.world.ticket()}

    def send(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-batches"""
        world = self.world
        token = request.headers.get("x-acs-dingtalk-access-token")
        if not token or token != world.access_token or world.valid_until <= world.clock():
            raise Refused(400, "InvalidAuthentication", "不合法的access_token")
        if not world.permitted:
            raise Refused(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "没有调用该接口的权限")
        self._count()
        if given.get("robotCode") != world.robot_code:
            raise Refused(400, "invalidParameter.robotCode.auth", "应用appkey和机器人robotCode不匹配")
        users = given.get("userIds") or []
        if not 0 < len(users) <= 20:
            raise Refused(400, "invalidParameter.userIds.overMax", "用户userId列表超过最大限制")
        how, text = self._content(given)
        (user,) = users
        member = world.people.get(user)
        if member is None or not member.exists:
            raise Refused(400, "staffId.notExisted", "员工ID不存在")
        answer: dict[str, Any] = {"processQueryKey": str(next(self._ids))}
        answer |= {"invalidStaffIdList": [], "flowControlledStaffIdList": []}
        if not member.in_range:
            return {**answer, "invalidStaffIdList": [user]}
        if member.limited:
            return {**answer, "flowControlledStaffIdList": [user]}
        member.shown.append((how, text))
        world.sent.append(given)
        return answer

    def _count(self) -> None:
        """«标准版钉钉组织 … 每秒调用次数不能超过20次»: Forbidden.AccessDenied.QpsLimitForAppkeyAndApi, with status 403.

        https://open.dingtalk.com/document/orgapp/invocation-frequency-limit
        """
        world, now = self.world, time.monotonic()
        world.called_at = [at for at in world.called_at if at > now - world.second]
        if world.counts and len(world.called_at) >= 20:
            raise Refused(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "应用调用该接口次数过多")
        world.called_at.append(now)

    def _content(self, given: dict[str, Any]) -> tuple[str, str]:
        """https://open.dingtalk.com/document/orgapp/types-of-messages-sent-by-robots: `msgParam` is JSON in a string."""
        written = given.get("msgParam")
        if not isinstance(written, str) or (param := json_object(written.encode())) is None:
            raise Refused(400, "invalidParameter.msgParam.invalid", "msgParam须为json格式")
        if len(written.encode()) > 15_000:
            self.world.wrong.append("a message of more than 15,000 bytes")
        key = given.get("msgKey")
        if key == "sampleText" and param.get("content"):
            return "text", str(param["content"])
        if key == "sampleMarkdown" and param.get("title") and param.get("text"):
            return "markdown", str(param["text"])
        raise Refused(400, "invalidParameter.msgKey.invalid", "msgKey无效")

    def robot(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """https://open.dingtalk.com/document/robots/custom-robot-access: codes are numbers here, and HTTP says 200."""
        from tests.dingtalk_api.world import GROUP_TOKEN

        world, asked = self.world, request.query_params
        if asked.get("access_token") != GROUP_TOKEN or not world.group_exists:
            return {"errcode": 300005, "errmsg": "token is not exist"}
        if not world.is_signed(asked.get("timestamp", ""), asked.get("sign", "")):
            return {"errcode": 310000, "errmsg": "sign not match"}
        if given.get("msgtype") != "text":
            return {"errcode": 400105, "errmsg": "unsupported msgtype"}
        if not world.robot_may_speak():
            return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
        world.said_in_group.append(given["text"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    # ── connections ──

    async def _connect(self, socket: WebSocket) -> None:
        """https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol: one ticket, one connection."""
        if not self.world.takes(socket.query_params.get("ticket", "")):
            await socket.close(1008)
            return
        await socket.accept()
        self.connections.append(socket)
        try:
            while True:
                self._answered(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass
        finally:
            if socket in self.connections:
                self.connections.remove(socket)

    def _answered(self, text: str) -> None:
        plain = json_object(text.encode())
        headers = plain.get("headers", {}) if plain else {}
        if plain is None or headers.get("contentType") != "application/json" or "messageId" not in headers:
            self.world.wrong.append(f"an answer to a push that is none: {text[:200]}")
            return
        if plain["code"] == 200 and (plain["message"] != "OK" or json_object(plain["data"].encode()) is None):
            self.world.wrong.append(f"an answer to a push that is none: {text[:200]}")
        self.world.acknowledged[headers["messageId"]] = plain["code"]

    async def push(self, kind: str, topic: str, data: dict[str, Any], **more: Any) -> str:
        """Push something over one of the connections, whichever; its id. «fire-forgot»: nothing is ever pushed again.

        Empty if there is no connection: then what was said is lost.
        """
        id = f"push{next(self._ids)}"
        headers = {
            "topic": topic,
            "messageId": id,
            "contentType": "application/json",
            "time": "1690362102194",
        }
        frame = {"specVersion": "1.0", "type": kind, "headers": headers, "data": json.dumps(data), **more}
        return id if await self.raw(json.dumps(frame)) else ""

    async def raw(self, text: str) -> bool:
        """Push a text as it is. Returns whether there was a connection."""
        if not self.connections:
            return False
        socket = random.choice(self.connections)
        try:
            await socket.send_text(text)
        except (WebSocketDisconnect, RuntimeError):
            return False
        return True

    async def ping(self) -> bool:
        """Ask a connection whether it lives. Returns whether it answered rightly."""
        id = await self.push("SYSTEM", "ping", {"opaque": "123-dsfs"})
        async with asyncio.timeout(60):
            while id not in self.world.acknowledged:
                await asyncio.sleep(0.01)
        return self.world.acknowledged[id] == 200

    async def move(self, quiet: float = 0.2) -> None:
        """Say to a connection that it will end, and end it after a while: «服务端在静默10s之后会主动断开»."""
        socket = self.connections[0]
        frame = {"type": "SYSTEM", "headers": {"topic": "disconnect", "contentType": "application/json"}}
        await socket.send_text(json.dumps({**frame, "data": json.dumps({"reason": "connection is expired"})}))

        async def end() -> None:
            await asyncio.sleep(quiet)
            await socket.close()

        self._ending = asyncio.ensure_future(end())

    async def break_off(self) -> None:
        """End all connections without a word."""
        ended, self.connections = self.connections, []
        for socket in ended:
            await socket.close(1011)


_METHODS: dict[str, Method] = {
    TOKEN: DingtalkServer.token,
    OPEN: DingtalkServer.open,
    SEND: DingtalkServer.send,
    ROBOT: DingtalkServer.robot,
}
