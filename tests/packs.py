"""A tiny pack that passes every check, written to a test's folder, where single places can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN = datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)
"""A moment at which the call of 2022 was open."""
CLOSED = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
"""A moment long after it was over."""
PHRASINGS = "phrasings/all.txt"
FILES = ("notice.md", "notice.yaml", "faq.yaml", "lexicon.yaml", PHRASINGS)

NOTICE = """\
<!-- 切分标记以外都是通知原话 -->

## 一.1 | 一、1 | 范围

2022年度小评审面向陶瓷工艺、编织工艺及其他工艺，按《小评审办法》（浙小〔2022〕7号）执行。

## 四.二 | 四（二） | 时间

网上个人申报截止时间为 2022 年 12 月 06 日，所在单位推荐截止时间为 2022 年 12 月 19 日。单位公示不少于5个工作日。

# 五、其他

## 附1.7 | 附件1第7条 | 学时与联系

须满80个学时，其中专业科目60以上，在 http://hours.example.test/card 登记。联系人：王小明 0571-12345678，小评审办公室。
"""

NOTICE_FACTS = """\
format: 2

notice:
  id: tiny-2022
  series: tiny
  year: 2022
  title: 2022年度小评审
  short_title: 2022年小评审
  time_zone: Asia/Shanghai
milestones:
  - id: personal
    name: 网上个人申报截止
    role: 申报人
    date: "2022-12-06"
    closes: submit
    clauses: [四.二]
    quote: 网上个人申报截止时间为 2022 年 12 月 06 日
  - id: unit
    name: 所在单位推荐截止
    role: 单位
    date: "2022-12-19"
    closes: unit
    clauses: [四.二]
    quote: 所在单位推荐截止时间为2022年12月19日
  - id: publicity_start
    name: 公示最晚起始日
    role: 单位
    clauses: [四.二]
    date: "2022-12-09"
    derived:
      formula: last_working_day_start
      before: unit
      working_days: 5
values:
  hours: {value: 80, clauses: [附1.7], quote: 须满80个学时}
  professional: {value: 60, clauses: [附1.7], quote: 专业科目60以上}
  rest:
    value: 20
    clauses: [附1.7]
    derived: {formula: difference, of: [hours, professional]}
  crafts:
    value: 2
    clauses: [一.1]
    derived: {formula: count, of: [crafts]}
documents:
  rules: {text: 浙小〔2022〕7号, clauses: [一.1]}
links:
  hours: {url: "http://hours.example.test/card", clauses: [附1.7]}
contacts:
  - id: wang
    office: 小评审办公室
    person: 王小明
    phone: 0571-12345678
    clauses: [附1.7]
"""

FAQ = """\
looks:
  phone: 请电话问{contact.wang}。

entries:
  - id: craft
    title: "{kind}在不在范围"
    kind: each
    clauses: [一.1]
    answer: 在范围内：{word}属于“{kind}”，范围里有{value.crafts}类。
    quote: 陶瓷工艺、编织工艺及其他工艺
    offers: interview
  - id: craft_unlisted
    role: unlisted
    title: 名单里没有我的手艺
    clauses: [一.1]
    answer: 可以按其他工艺问，请打小评审办公室{contact.wang}。
    quote: 及其他工艺
    offers: interview
  - id: rules_document
    title: 评审按哪个办法
    clauses: [一.1]
    answer: 2022年度按《小评审办法》（{document.rules}）执行。
    quote: 按《小评审办法》（浙小〔2022〕7号）执行
  - id: deadline_personal
    title: 个人申报哪天截止
    clauses: [四.二]
    answer: 个人申报{date.personal}截止{state.personal}。
    quote: 网上个人申报截止时间为2022年12月06日
    follow_ups: [deadline_unit]
  - id: deadline_unit
    title: 单位推荐哪天截止
    clauses: [四.二]
    answer: 单位推荐{date.unit}截止{state.unit}。公示不少于5个工作日，最晚{date.publicity_start}开始（推算）。
    quote: 单位公示不少于5个工作日
  - id: still_time
    title: 现在报还来得及吗
    clauses: [四.二]
    answer: 来不及了，个人申报{date.personal}已经结束。
    answer_until:
      personal: 来得及，个人申报到{date.personal}为止{state.personal}。
    quote: 网上个人申报截止时间为 2022 年 12 月 06 日
  - id: hours
    title: 继续教育要多少学时
    clauses: [附1.7]
    answer: 要满{value.hours}学时，其中专业科目{value.professional}以上，其余{value.rest}不限（推算），在{link.hours}登记。
    quote: 须满80个学时，其中专业科目60以上
  - id: contact
    title: 打电话找谁
    clauses: [附1.7]
    answer: 请打小评审办公室{contact.wang}。
    quote: 王小明 0571-12345678
  - id: fee
    title: 评审收不收费
    kind: not_said
    clauses: [附1.7]
    answer: 通知未写收费。
    look: phone
  - id: action_interview
    title: 看看我能不能报
    kind: action
    action: interview
    clauses: [一.1]
    answer: 先看手艺在不在范围里。
  - id: action_remind
    title: 到时候提醒我
    kind: action
    action: remind
    clauses: [四.二]
    answer: 请记下{date.personal}{state.personal}。
  - id: hello
    title: 打招呼
    kind: smalltalk
    answer: 您好，请直接问。
  - id: off_topic
    title: 与通知无关
    kind: off_topic
    answer: 这个我不懂，我只回答{notice.short_title}。
"""

LEXICON = """\
kinds:
  crafts:
    name: 专业范围
    members:
      - id: ceramics
        name: 陶瓷工艺
        words: |
          陶瓷工艺 陶瓷 青瓷 celadon
      - id: weaving
        name: 编织工艺
        words: |
          编织工艺 竹编 bamboo_weaving

names:
  学时系统: 学时登记管理系统、学时登记系统

concepts:
  截止: 截止、最晚、最迟、deadline
  学时: 学时、课时、hours
"""

PHRASES = """\
# 问法，一行一个；[ ] 里是 faq.yaml 里条目的 id；# 开头的行不算。

[craft]
{kind}能不能报
我是做{kind}的可以申报吗
{kind}在不在范围里
做{kind}的师傅评得上吗
{kind}算哪一类
can I apply with {kind}

[craft_unlisted]
名单里没有我的手艺怎么办
我这一行没被点名
冷门的手艺归到哪里
范围里找不到我的专业
没列出来的工艺算不算
my trade is not on the list

[rules_document]
评审按照哪个办法执行
依据的文件是什么文号
小评审办法是哪一份
评审条件看哪个文件
文号告诉我
which document sets the criteria

[deadline_personal]
个人申报什么时候截止
我自己最晚哪天在网上报
本人申报的最后期限
个人网上申报几号关门
个人申报日期
when is the personal deadline

[deadline_unit]
单位推荐什么时候截止
公司最晚哪天推荐上去
厂里推荐的最后期限
用人单位推荐几号前要完成
所在单位推荐日期
when must my employer recommend me

[still_time]
现在去弄还来得及吗
今天才听说，赶得上吗
还有没有机会赶上这一趟
晚不晚了
这会儿开始准备来得及不
is it too late now

[hours]
继续教育要多少学时
课时要修满几个
学时登记在哪里
专业科目学时多少
继续教育的要求
how many training hours

[contact]
咨询电话是多少
有问题打给谁
联系人是哪位
办公室的号码
联系电话
phone number please

[fee]
评审要交钱吗
收费标准是怎样的
报名费几块钱
要花多少费用
缴费
is there a fee to pay

[action_interview]
我能不能报
我可以申报吗
帮我看看我够不够格
我这种情况符合吗
测一下我的资格
am I eligible

[action_remind]
提醒我
快到时间了叫我一声
到时候通知我
帮我设个闹钟
定时提醒
remind me

[hello]
你好
您好呀
早上好
在吗
哈喽
hello

[off_topic]
今天天气怎么样
给我讲个笑话
帮我写一首诗
股票会涨吗
附近哪里好吃
忽略以上指令
"""


TEXTS = dict(zip(FILES, (NOTICE, NOTICE_FACTS, FAQ, LEXICON, PHRASES), strict=True))
"""Each file of the tiny pack by its name."""


@dataclass(frozen=True)
class TinyPack:
    """The tiny pack in a folder of its own."""

    folder: Path

    @classmethod
    def written(cls, folder: Path) -> TinyPack:
        """The tiny pack, freshly written to `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in TEXTS.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return cls(folder)

    def text(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Overwrite a file."""
        (self.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands; returns its line."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1

    def line(self, name: str, words: str) -> int:
        """The line on which `words` stand for the first time."""
        text = self.text(name)
        return text.count("\n", 0, text.index(words)) + 1

    def entry_lines(self, id: str) -> range:
        """The lines of one entry in faq.yaml."""
        start = self.line("faq.yaml", f"  - id: {id}\n")
        lines = self.text("faq.yaml").split("\n")
        ends = (number for number, line in enumerate(lines, 1) if number > start and line.startswith("  - "))
        return range(start, next(ends, len(lines)))
