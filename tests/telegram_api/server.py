"""The server itself: the Bot API, the delivery of updates by long polling or webhook, and a door for the tests."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.telegram_api.limits import Limits
from tests.telegram_api.methods import METHODS
from tests.telegram_api.refusal import Refusal, refuse
from tests.telegram_api.request import parameters
from tests.telegram_api.world import Fault, Json, World

_RETRY_SECONDS = 0.2


class HungUp(Response):
    """No answer: the connection is broken off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Break the connection off."""
        scope["break_off"]()


def with_wire(app: ASGIApp) -> ASGIApp:
    """The app, whose requests can be answered by breaking off uvicorn's connection."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        cycle = getattr(send, "__self__", None)
        if cycle is not None and scope["type"] == "http":
            scope["break_off"] = cycle.transport.abort
        await app(scope, receive, send)

    return call


class Api:
    """Serves one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closing = False
        """Set if the server is about to end: nobody polls any longer."""
        self._poll: asyncio.Event | None = None
        self._busy: set[int] = set()
        self.app = Starlette(
            routes=[
                Route("/control", self.control, methods=["POST"]),
                Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            ],
            lifespan=self._lifespan,
        )

    # ── the Bot API ──

    async def call(self, request: Request) -> Response:
        """One call of the bot."""
        given = await parameters(request)
        name = request.path_params["method"]
        entry = {
            "at": time.monotonic(),
            "method": name,
            "params": {k: v for k, v in given.items() if k != "files"},
        }
        fault = self.world.fault_for(name, _chat_of(given))
        try:
            if fault is not None and fault.hang_up == "before":
                return HungUp()
            if fault is not None and fault.body and not fault.done:
                return self._between(entry, fault)
            if fault is not None and fault.status and not fault.body:
                raise _refused(fault)
            result = await self._result(name, request.path_params["token"], given)
            entry["result"] = result
            answer, status = {"ok": True, "result": result}, 200
        except Refusal as refusal:
            entry["error"] = refusal.words
            answer, status = refusal.body(), refusal.code
        if name != "getUpdates" or entry.get("error"):
            self.world.transcript.append(entry)
            await self.world.tell()
        if fault is not None and fault.hang_up:
            return HungUp()
        if fault is not None and fault.body:
            return Response(fault.body, fault.status or 200, media_type="text/html")
        if fault is not None and fault.late:
            await asyncio.sleep(fault.late)
        return JSONResponse(answer, status)

    def _between(self, entry: Json, fault: Fault) -> Response:
        """The answer of something that did not pass the call on."""
        if entry["method"] != "getUpdates":
            self.world.transcript.append(entry | {"error": f"not passed on: {fault.status or 200}"})
        return Response(fault.body, fault.status or 200, media_type="text/html")

    async def _result(self, name: str, token: str, given: Json) -> Any:
        if ":" not in token:
            refuse("page not found", 404, "Not Found")
        if token != self.world.token:
            refuse("wrong token", 401, "Unauthorized")
        if name == "getUpdates":
            return await self._updates(given)
        if name not in METHODS:
            refuse("method not found", 404, "Not Found")
        return METHODS[name](self.world, given)

    async def _updates(self, given: Json) -> list[Json]:
        """Long polling: the waiting updates from `offset` on; earlier ones are confirmed."""
        if self.world.webhook.get("url"):
            words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            refuse(words, 409, "Conflict")
        if self._poll is not None:
            self._poll.set()
        mine = self._poll = asyncio.Event()
        offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
        until = time.monotonic() + min(int(given.get("timeout", 0)), 50)
        while self.world.waiting and self.world.waiting[0]["update_id"] < offset:
            self.world.waiting.popleft()
        try:
            while not (found := self._wanted(given.get("allowed_updates"), limit)):
                left = until - time.monotonic()
                if mine.is_set():
                    words = "terminated by other getUpdates request; make sure that only one bot instance is running"
                    refuse(words, 409, "Conflict")
                if left <= 0 or self.closing:
                    return []
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(left, 0.2)), self.world.changed:
                        await self.world.changed.wait()
            return found
        finally:
            if self._poll is mine:
                self._poll = None

    def _wanted(self, allowed: list[str] | None, limit: int) -> list[Json]:
        found = [update for update in self.world.waiting if _is_allowed(update, allowed)]
        return found[:limit]

    # ── webhooks ──

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(self._push())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def _push(self) -> None:
        """Deliver waiting updates to the webhook: chats concurrently, each in order."""
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(timeout=60, limits=limits) as client, asyncio.TaskGroup() as group:
            while True:
                async with self.world.changed:
                    while not (update := self._deliverable()):
                        await self.world.changed.wait()
                group.create_task(self._deliver(client, update))

    def _deliverable(self) -> Json | None:
        hook = self.world.webhook
        if not hook.get("url") or len(self._busy) >= hook["max_connections"]:
            return None
        while self.world.waiting:
            found = next((u for u in self.world.waiting if _place(u) not in self._busy), None)
            if found is None:
                return None
            self.world.waiting.remove(found)
            if _is_allowed(found, hook["allowed_updates"]):
                self._busy.add(_place(found))
                return found
        return None

    def _hook_url(self) -> str:
        if not self.world.balanced:
            return str(self.world.webhook["url"])
        self.world.balanced.append(self.world.balanced.pop(0))
        return self.world.balanced[-1]

    async def _deliver(self, client: httpx.AsyncClient, update: Json) -> None:
        """Post an update until it is accepted, as long as there is a webhook."""
        tries = 0
        self.world.brought[_place(update)] = time.monotonic()
        try:
            while hook := self.world.webhook:
                headers = (
                    {"X-Telegram-Bot-Api-Secret-Token": hook["secret_token"]} if hook["secret_token"] else {}
                )
                tries += 1
                # A connection that is closed as soon as it stands has no socket any more: anyio finds None, without a check.
                with contextlib.suppress(httpx.HTTPError, AttributeError):
                    answer = await client.post(self._hook_url(), json=update, headers=headers)
                    if answer.is_success:
                        self.world.delivered += 1
                        return
                await asyncio.sleep(_RETRY_SECONDS * min(tries, 5))
            self.world.waiting.appendleft(update)
        finally:
            self._busy.discard(_place(update))
            await self.world.tell()

    # ── the door for the tests ──

    async def control(self, request: Request) -> Response:
        """Do what the test says: `{"do": name, …}`."""
        given: Json = json.loads(await request.body())
        work = getattr(self, f"_do_{given.pop('do')}")
        answer = work(**given)
        if asyncio.iscoroutine(answer):
            answer = await answer
        await self.world.tell()
        return JSONResponse(answer)

    def _do_world(self, call: str, args: list[Any]) -> Any:
        return getattr(self.world, call)(*args)

    def _do_many(self, users: list[int], texts: list[str]) -> list[int]:
        return [self.world.say(user, text) for text in texts for user in users]

    async def _do_flow(self, users: list[int], texts: list[str], rate: float) -> None:
        """One message of each user, so many a second."""
        start = time.monotonic()
        for number, user in enumerate(users):
            if (wait := start + number / rate - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self.world.say(user, texts[number % len(texts)])
            await self.world.tell()

    def _do_took(self, users: list[int]) -> list[float]:
        """Seconds from the update to the answer, for each of `users`."""
        return [self.world.answered[user] - self.world.brought[user] for user in users]

    def _do_fault(self, **fault: Any) -> None:
        self.world.faults.append(Fault(**fault))

    def _do_set(self, **values: Any) -> None:
        for name, value in values.items():
            kept = getattr(self.world, name)
            if name == "limits":
                self.world.turnpike.limits = Limits(**value)
            elif isinstance(kept, dict):
                kept.update({int(key): found for key, found in value.items()})
            else:
                setattr(self.world, name, set(value) if isinstance(kept, set) else value)

    def _do_get(self, name: str) -> Any:
        found = getattr(self.world, name)
        return list(found) if isinstance(found, (set,)) or name == "waiting" else found

    def _do_calls(self, method: str = "", chat: int | None = None, since: int = 0) -> list[Json]:
        return [
            call
            for call in self.world.transcript[since:]
            if (not method or call["method"] == method) and (chat is None or _chat_of(call["params"]) == chat)
        ]

    def _do_refused(self) -> list[str]:
        return [f"{call['method']}: {call['error']}" for call in self.world.transcript if "error" in call]

    async def _do_wait(self, count: int, chat: int | None = None, seconds: float = 20.0) -> int:
        """Wait until the bot posted `count` messages (in `chat`); how many there are."""
        until = time.monotonic() + seconds
        async with self.world.changed:
            while (found := self._posted(chat)) < count and (left := until - time.monotonic()) > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.world.changed.wait(), left)
        return found

    def _posted(self, chat: int | None) -> int:
        return self.world.posted.total() if chat is None else self.world.posted[chat]

    async def _do_await_call(self, method: str, count: int = 1, seconds: float = 20.0) -> int:
        """Wait until `method` was called `count` times; how often it was."""
        until = time.monotonic() + seconds
        async with self.world.changed:
            while (found := self._called(method)) < count and (left := until - time.monotonic()) > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.world.changed.wait(), left)
        return found

    def _called(self, method: str) -> int:
        return len([call for call in self.world.transcript if call["method"] == method])


def _refused(fault: Fault) -> Refusal:
    words = {
        429: f"Too Many Requests: retry after {fault.retry_after}",
        403: "Forbidden: user is deactivated",
    }
    parameters = {"retry_after": fault.retry_after} if fault.retry_after else {}
    told = fault.words or words.get(fault.status, "Internal Server Error")
    return Refusal(fault.status, told, **parameters)


def _chat_of(given: Json) -> int | None:
    try:
        return int(given["chat_id"])
    except (KeyError, ValueError):
        return None


def _place(update: Json) -> int:
    """The chat of an update, or who asks; 0 if it names neither."""
    body = next(value for key, value in update.items() if key != "update_id")
    if not isinstance(body, dict):
        return 0
    message = body.get("message", body)
    return int((message.get("chat") or body.get("from") or {"id": 0})["id"])


def _is_allowed(update: Json, allowed: list[str] | None) -> bool:
    return not allowed or any(key in allowed for key in update)
