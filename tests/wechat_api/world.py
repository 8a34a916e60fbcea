"""One official account: what it is, who follows it, what was sent to whom, and what the platform would refuse."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.wechat_settings import WechatSettings
from tests.platforms.world import LONG_AGO, Reached, World

APP_ID, APP_SECRET = "wx0123456789abcdef", "secret-of-the-account-0123456789"
TOKEN, AES_KEY = "TokenOfTheTests", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_0123456789ab"
TEMPLATE, NOTICE = "TEMPLATE-of_the_tests-0123456789", "NOTICE-of_the_tests-0123456789abc"


@dataclass
class Person(Reached):
    """Somebody's phone. What it shows came passive, custom or by template."""

    follows: bool = True
    refuses_template: bool = False
    word_left: int = 0
    word_until: datetime = LONG_AGO
    tap_left: int = 0
    tap_until: datetime = LONG_AGO
    notices: int = 0
    """How many subscription notices they agreed to."""

    def spoke(self, now: datetime) -> None:
        """A message allows 5 in 48 hours.

        https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
        """
        self.word_left, self.word_until = 5, now + timedelta(hours=48)

    def tapped(self, now: datetime) -> None:
        """A tap of the menu, of a link in a text, a follow and a scan allow 3 in a minute (the same document).

        That a link counts as the menu: https://docs.chatalog.ai/zh-cn/platform-setup/wechat/ke-fu-xiao-xi
        """
        self.tap_left, self.tap_until = 3, now + timedelta(minutes=1)


@dataclass
class WechatWorld(World[Person]):
    """The account; `wrong` is what no client should ever do."""

    app_id: str = APP_ID
    app_secret: str = APP_SECRET
    token: str = TOKEN
    aes_key: str = AES_KEY
    plain: bool = False
    may_serve: bool = True
    """Whether the account has the customer-service call: accounts of a person have not."""
    listed: bool = True
    """Whether our address is on the list of those that may call."""
    old_tokens: list[str] = field(default_factory=list)
    forced_at: datetime = LONG_AGO
    templates: dict[str, str] = field(
        default_factory=lambda: {
            TEMPLATE: "事项：{{thing1.DATA}}\n截止时间：{{time2.DATA}}\n说明：{{thing3.DATA}}"
        }
    )
    notices: dict[str, str] = field(
        default_factory=lambda: {NOTICE: "事项：{{thing4.DATA}}\n日期：{{date5.DATA}}"}
    )
    people: dict[str, Person] = field(default_factory=lambda: defaultdict(Person))
    client_ids: dict[tuple[str, str], datetime] = field(default_factory=dict)

    @property
    def receiver(self) -> str:
        """For whom seals are made."""
        return self.app_id

    def new_token(self) -> str:
        """A token."""
        return secrets.token_urlsafe(90)

    def lend(self, another: bool = False) -> tuple[str, int]:
        """A token and its seconds. It is renewed five minutes before its end, for which both are valid.

        Forced at most each 30 seconds: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
        """
        now = self.clock()
        another = another and now - self.forced_at >= timedelta(seconds=30)
        if another:
            self.forced_at, self.old_tokens = now, []
        elif self.access_token and self.valid_until - now <= timedelta(minutes=5):
            self.old_tokens, self.access_token = [self.access_token], ""
        return super().lend(another)

    def revoke(self) -> None:
        """The token is no longer valid, as if another program had forced a new one."""
        self.access_token, self.old_tokens = self.new_token(), []

    def custom(self, person: Person) -> int:
        """Count one customer-service message. Returns the code.

        45015: out of the time; 45047: too many (https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html).
        """
        now = self.clock()
        if not person.follows or (person.word_until <= now and person.tap_until <= now):
            return 45015
        word = person.word_left if person.word_until > now else 0
        tap = person.tap_left if person.tap_until > now else 0
        if max(word, tap) <= 0:
            return 45047
        person.word_left -= 1
        person.tap_left -= 1
        return 0


def wechat_settings(root: str, **more: Any) -> WechatSettings:
    """The settings that lead to this account at `root`, without a template."""
    return replace(WechatSettings(APP_ID, APP_SECRET, TOKEN, AES_KEY, root, ""), **more)
