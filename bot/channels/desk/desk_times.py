"""Times as staff read them: in the zone of the notice, and which zone that is."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.messages import message

_OF_CHINA = "Asia/Shanghai"


def told_moment(moment: datetime, zone: tzinfo) -> str:
    """A moment (aware), to the minute."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def told_zone(zone: tzinfo | None) -> str:
    """In which zone times are told; None: it is not known, and they are told in UTC."""
    if zone is None:
        return message("desk_times_unknown")
    name = str(zone)
    return message("desk_times_china") if name == _OF_CHINA else message("desk_times", zone=name)
