"""The codes of WeChat, WeCom and DingTalk: what each means for a reminder, and what somebody is to click."""

from __future__ import annotations

import pytest

from bot.channels.dingtalk.dingtalk_errors import dingtalk_advice, dingtalk_meaning
from bot.channels.dingtalk.dingtalk_robot import ROBOT_CODES
from bot.channels.platforms.error_codes import ErrorCodes
from bot.channels.wechat.wechat_errors import WECHAT_CODES
from bot.channels.wecom.wecom_errors import WECOM_CODES
from bot.messages import message

WECOM = [
    # https://developer.work.weixin.qq.com/document/path/90313, «全局错误码»
    (0, "sent", ""),
    (-1, "uncertain", "过几分钟"),  # «服务器暂不可用，建议稍候重试»
    (40001, "held", "Secret“查看”"),  # «不合法的secret参数»
    (40091, "held", "Secret“查看”"),  # «secret不合法»: «可能用了别的企业的secret»
    (41004, "held", "Secret“查看”"),  # «缺少secret参数»
    (40013, "held", "“企业信息”"),  # «不合法的CorpID»: «在 web管理端-设置 可查看»
    (41002, "held", "“企业信息”"),  # «缺少corpid参数»
    (40014, "held", "过一分钟"),  # «不合法的access_token»
    (41001, "held", "过一分钟"),  # «缺少access_token参数»
    (42001, "held", "过一分钟"),  # «access_token已过期»
    (40056, "held", "两样重新照抄"),  # «不合法的agentid»
    (41011, "held", "两样重新照抄"),  # «缺少agentid»
    (301002, "held", "两样重新照抄"),  # «无权限操作指定的应用»
    (45002, "failed", "错误码"),  # «消息内容大小超过限制»
    (
        45009,
        "wait",
        "等一会儿",
    ),  # «接口调用超过限制»; https://developer.work.weixin.qq.com/document/path/90454
    (45033, "wait", "等一会儿"),  # «接口并发调用超过限制»
    (48002, "held", "自建应用"),  # «API接口无权限调用»
    (48006, "held", "自建应用"),  # «接口权限被收回»
    (50003, "held", "“已停用”打开"),  # «应用已禁用»
    (60020, "held", "“企业可信IP”"),  # «访问ip不在白名单之中»
    (301007, "held", "解散"),  # «企业已解散»
    # https://developer.work.weixin.qq.com/document/path/90236, «全部接收人无权限或不存在»
    (81013, "retry", "“可见范围”"),
    # https://developer.work.weixin.qq.com/document/path/91770 and the same list
    (93000, "held", "Webhook"),  # «机器人webhookurl不合法或者机器人已经被移除出群»
    (93004, "held", "Webhook"),  # «机器人被停用»
    (93008, "held", "Webhook"),  # «不在群里»
    (88888, "refused", "错误码"),  # not in the list
]
WECHAT = [
    # https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
    (0, "sent", ""),
    (-1, "uncertain", "过几分钟"),  # «系统繁忙»
    (40001, "held", "“重置”"),  # «获取access_token时AppSecret错误，或者access_token无效»
    (40013, "held", "“开发者ID(AppID)”"),  # «不合法的AppID»
    (41002, "held", "“开发者ID(AppID)”"),  # «缺少appid参数»
    (40014, "held", "别的程序"),  # «不合法的access_token»
    (41001, "held", "过一分钟"),  # «缺少access_token参数»
    (42001, "held", "过一分钟"),  # «access_token超时»
    (42007, "held", "过一分钟"),  # «用户修改微信密码，accesstoken和refreshtoken失效»
    (40125, "held", "“重置”"),  # «无效的appsecret»
    (41004, "held", "“重置”"),  # «缺少secret参数»
    (43004, "gone", "错误码"),  # «需要接收者关注»
    (45002, "failed", "错误码"),  # «消息内容超过限制»
    (45009, "held", "清零"),  # «接口调用超过限制»
    (45011, "wait", "过一分钟"),  # «API调用太频繁»
    (45015, "refused", "再说一句话"),  # «回复时间超过限制»
    (45047, "refused", "再说一句话"),  # «客服接口下行条数超过上限»
    (43101, "refused", "再说一句话"),  # «用户拒绝接受消息»
    (48001, "held", "“微信认证”"),  # «api功能未授权»
    (48004, "held", "“通知中心”"),  # «api接口被封禁»
    (50002, "held", "“通知中心”"),  # «用户受限，可能是违规后接口被封禁»
    (50005, "gone", "错误码"),  # «用户未关注公众号»
    (61004, "held", "“IP白名单”"),  # «access clientip is not registered»
    # https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
    (40164, "held", "“IP白名单”"),  # «调用接口的IP地址不在白名单中»
    (40243, "held", "“解冻”"),  # «AppSecret已被冻结»
    (89501, "held", "管理员"),  # «此IP正在等待管理员确认»
    (89503, "held", "管理员"),  # «此次调用需要管理员确认»
    (89506, "held", "24小时"),  # «24小时内该IP被管理员拒绝调用两次»
    (89507, "held", "管理员"),  # «1小时内该IP被管理员拒绝调用一次»
    # https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage
    (40036, "held", "“模板ID”"),  # «不合法的template_id长度»
    (40037, "held", "“模板ID”"),  # «不合法的template_id»
    (47003, "held", "“事项”"),  # «参数错误»: a field of the template
    (88888, "refused", "错误码"),  # not in the list
]
GROUP = [
    # https://open.dingtalk.com/document/robots/custom-robot-access
    (0, "sent", ""),
    (-1, "uncertain", "过几分钟"),  # «系统繁忙»
    (130101, "wait", "十分钟"),  # «send too fast, exceed 20 times per minute»
    (410100, "wait", "十分钟"),  # «发送速度太快而限流»
    (90030, "held", "额度"),  # «webhook over limit»
    # https://open.dingtalk.com/document/robots/customize-robot-security-settings
    (310000, "held", "“加签”"),  # «sign not match», «keywords not in content», «ip not in whitelist»
    (300001, "held", "“加签”"),
    (300005, "held", "Webhook"),  # «token is not exist»
    (400013, "held", "Webhook"),  # «群已被解散»
    (400101, "held", "Webhook"),  # «access_token不存在»
    (400102, "held", "Webhook"),  # «机器人已停用»
    (400106, "held", "Webhook"),  # «机器人不存在»
    (88888, "refused", "错误码"),  # not in the list
]
DINGTALK = [
    # https://open.dingtalk.com/document/orgapp/server-api-error-codes-1 («服务端API错误码»)
    (400, "InvalidAuthentication", "held", "Client Secret"),  # «不合法的access_token»
    (400, "invalidClientIdOrSecret", "held", "Client Secret"),  # obtain-the-access_token-of-an-internal-app
    (401, "authFailed", "held", "Client Secret"),
    (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "held", "“权限管理”"),
    (403, "Forbidden.AccessDenied.IpNotInWhiteList", "held", "“服务器出口IP”"),
    (403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "wait", "自动放慢"),  # invocation-frequency-limit
    (400, "Throttling.User", "wait", "自动放慢"),
    (429, "", "wait", "自动放慢"),
    (400, "illegalRequest.overQuota", "held", "用完"),
    (503, "ServiceUnavailable", "uncertain", "过几分钟"),
    (500, "unknownError", "uncertain", "过几分钟"),
    # https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-batches, «错误码»
    (400, "invalidParameter.robotCode.auth", "held", "RobotCode"),  # «应用appkey和机器人robotCode不匹配»
    (400, "invalidParameter.robotCode.empty", "held", "RobotCode"),
    (400, "invalidParameter.robotCode.notExsit", "held", "RobotCode"),  # written so: «机器人不存在»
    (404, "resource.not.found", "held", "RobotCode"),  # «robot 不存在»
    (400, "bot.stopped", "held", "RobotCode"),  # «机器人已经停用»
    (400, "unknown.send.result", "uncertain", "过几分钟"),
    (400, "staffId.notExisted", "gone", "错误码"),  # «员工ID不存在»
    (400, "invalidParameter.msgParam.invalid", "refused", "错误码"),  # «msgParam须为json格式»
    (400, "invalidParameter.msgKey.invalid", "refused", "错误码"),
    (400, "of.tomorrow", "refused", "错误码"),  # not in the list
]


@pytest.mark.parametrize(
    ("codes", "code", "outcome", "click"),
    [
        pytest.param(codes, *row, id=f"{name} {row[0]}")
        for name, codes, rows in (
            ("wecom", WECOM_CODES, WECOM),
            ("wechat", WECHAT_CODES, WECHAT),
            ("group", ROBOT_CODES, GROUP),
        )
        for row in rows
    ],
)
def test_numbers(codes: ErrorCodes, code: int, outcome: str, click: str) -> None:
    """A fault of ours holds the channel, a limit waits, what nobody knows says nothing of the person; and what to click."""
    attempt = codes.meaning(code)
    assert attempt.outcome == outcome
    assert str(code) in attempt.reason or code == 0
    assert (attempt.seconds > 0) == (outcome == "wait")
    assert click in message(codes.advice(code))


@pytest.mark.parametrize(("status", "code", "outcome", "click"), DINGTALK)
def test_words(status: int, code: str, outcome: str, click: str) -> None:
    """DingTalk's applications are refused with words and an HTTP status."""
    assert dingtalk_meaning(status, code).outcome == outcome
    assert click in message(dingtalk_advice(status, code))


@pytest.mark.parametrize(
    ("codes", "rows"), [(WECOM_CODES, WECOM), (WECHAT_CODES, WECHAT), (ROBOT_CODES, GROUP)]
)
def test_every_known_code_is_in_the_table(codes: ErrorCodes, rows: list[tuple[int, str, str]]) -> None:
    """What holds everybody, or makes them wait, has words of its own that say what to do."""
    listed = {code for code, _, _ in rows}
    held = {code for code, (outcome, _) in codes.known.items() if outcome in ("held", "wait")}
    assert held <= listed
    assert held
    assert {codes.advice(code) for code in held}.isdisjoint({codes.advice(88888)})


def test_only_what_is_certain_says_that_somebody_is_gone() -> None:
    """Whatever else a platform says, and with whatever status: a person would lose a year."""
    gone = [code for code, (outcome, _) in WECHAT_CODES.known.items() if outcome == "gone"]
    assert gone == [43004, 50005]
    for codes in (WECOM_CODES, ROBOT_CODES):
        assert "gone" not in [outcome for outcome, _ in codes.known.values()]
    words = ("", "staffid.notexisted", "notExisted", "userId.invalid", "Forbidden", "robot.notExisted")
    statuses = (200, 400, 401, 403, 404, 500)
    assert "gone" not in {dingtalk_meaning(status, code).outcome for status in statuses for code in words}
