"""The channels of units, WeCom and DingTalk, and the robots of their groups, as the server needs them.

What belongs to one is imported only if its settings are there.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from bot.channels.reminder_links import ReminderLinks
from bot.clock import Clock, Timer
from bot.conversation.assistant import Assistant
from bot.conversation.thinking import Thinking
from bot.conversation.unanswered import Unanswered
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter
from bot.settings import Settings
from bot.store.database import Store

if TYPE_CHECKING:
    from bot.channels.dingtalk.dingtalk_post import DingtalkPost
    from bot.channels.platforms.platform_post import PlatformPost, PlatformSurroundings
    from bot.channels.platforms.robot_sender import RobotSender
    from bot.channels.wecom.wecom_post import WecomPost


@dataclass
class UnitChannels:
    """Those that are set up. `routes` has a route of reminders for each, the robots included."""

    wecom: WecomPost | None = None
    dingtalk: DingtalkPost | None = None
    routes: dict[str, Route] = field(default_factory=dict)

    @property
    def posts(self) -> list[PlatformPost]:
        """Those that are talked with."""
        return [post for post in (self.wecom, self.dingtalk) if post is not None]

    @property
    def has_group(self) -> bool:
        """Whether there is the robot of a group."""
        return len(self.routes) > len(self.posts)

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app of the server, with the path to which WeCom posts."""
        return app if self.wecom is None else self.wecom.around(app)

    def parts(self, held: Collection[str]) -> dict[str, str]:
        """The state of each, for the health check. `held`: the channels that refuse everybody."""
        told = {name: "held" if name in held else "ok" for name in self.routes}
        if self.dingtalk is not None and told[self.dingtalk.name] == "ok":
            told[self.dingtalk.name] = self.dingtalk.state()
        return told


@dataclass(frozen=True)
class UnitNeeds:
    """What the channels need of the server. `turned` gives what is to be called after each turn of a channel."""

    settings: Settings
    store: Store
    assistant: Callable[[], Assistant]
    clock: Clock
    thinking: Thinking
    trusted: ssl.SSLContext | None
    turned: Callable[[str], Callable[[], None]]
    unanswered: Unanswered
    answers: ReminderLinks | None = None

    def surroundings(self, name: str) -> PlatformSurroundings:
        """What the channel `name` depends on."""
        from bot.channels.platforms.platform_post import PlatformSurroundings

        return PlatformSurroundings(
            self.store,
            self.assistant,
            self.clock,
            self.settings.public_url,
            turned=self.turned(name),
            thinking=self.thinking,
            unanswered=self.unanswered,
            trusted=self.trusted,
            answers=self.answers,
        )


def set_up_units(needs: UnitNeeds, stack: contextlib.AsyncExitStack) -> UnitChannels:
    """The channels for which there are settings. What is to be closed at the end is closed by `stack`."""
    settings, made = needs.settings, UnitChannels()
    if settings.wecom is not None:
        from bot.channels.wecom.wecom_post import WecomPost

        made.wecom = WecomPost(settings.wecom, needs.surroundings("wecom"))
    if settings.dingtalk is not None:
        from bot.channels.dingtalk.dingtalk_post import DingtalkPost

        made.dingtalk = DingtalkPost(settings.dingtalk, needs.surroundings("dingtalk"))
    made.routes = {post.name: post.route for post in made.posts}
    for name, sender in _robots(settings, needs.trusted).items():
        from bot.channels.platforms.robot_sender import ROBOT_LIMITS

        stack.push_async_callback(sender.close)
        made.routes[name] = Route(sender, Limiter(ROBOT_LIMITS, Timer()))
    return made


def _robots(settings: Settings, trusted: ssl.SSLContext | None) -> dict[str, RobotSender]:
    """The robots for which there are settings."""
    found: dict[str, RobotSender] = {}
    if settings.wecom_robot:
        from bot.channels.wecom.wecom_robot import GROUP, wecom_robot

        found[GROUP] = wecom_robot(settings.wecom_robot, trusted)
    if settings.dingtalk_robot is not None:
        from bot.channels.dingtalk.dingtalk_robot import GROUP as DINGTALK_GROUP
        from bot.channels.dingtalk.dingtalk_robot import dingtalk_robot

        found[DINGTALK_GROUP] = dingtalk_robot(settings.dingtalk_robot, trusted=trusted)
    return found
