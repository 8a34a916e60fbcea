"""What the page of privacy says, made from what this server does and who runs it."""

from __future__ import annotations

from typing import Any

from bot.channels.web.services import Services
from bot.conversation.memory import KEPT_FOR
from bot.conversation.service import REMEMBERED
from bot.messages import message


def privacy_page(services: Services) -> dict[str, Any]:
    """The variables of the page: who runs it, and what is kept, for how long, and how it is deleted, in rows."""
    operator = services.operator
    asked = operator.contact and message("privacy_delete_ask", contact=operator.contact)
    passed_on = [
        services.telegram_link() and message("privacy_telegram"),
        services.wechat and message("privacy_wechat"),
        services.wecom and message("privacy_wecom"),
        services.dingtalk and message("privacy_dingtalk"),
        services.groups and message("privacy_group"),
        services.push_channel.pushes and message("privacy_push"),
        services.mail and message("privacy_mail"),
        services.widget_origins and message("privacy_widget"),
    ]
    kept = [
        message("privacy_kept_device"),
        message("privacy_kept_server", replies=REMEMBERED),
        services.mail and message("privacy_kept_mail"),
        services.wechat and message("privacy_kept_wechat"),
        (services.wecom or services.dingtalk) and message("privacy_kept_unit"),
        message("privacy_kept_code"),
        services.keeps_questions and message("privacy_kept_questions", days=services.keeps_questions),
        message("privacy_kept_joined"),
        services.shares and message("privacy_kept_shared"),
        message("privacy_kept_number"),
        message("privacy_kept_log"),
    ]
    others = [row for row in passed_on if row] or [message("privacy_nobody")]
    return {
        "operator": operator.name or message("privacy_no_operator"),
        "contact": operator.contact and message("privacy_contact", contact=operator.contact),
        "kept": [row for row in kept if row],
        "passed_on": [*others, *([message("privacy_shared")] if services.shares else [])],
        "how_long": message("privacy_how_long", days=KEPT_FOR.days),
        "delete": [row for row in (message("privacy_delete"), asked, message("privacy_backups")) if row],
    }
