"""The tiny pack with a later document that moves its days, and what tests change about that."""

from __future__ import annotations

from pathlib import Path

from tests.packs import TinyPack

LATER = """\
## 延.首 | 文首 | 标题
关于延长2022年度小评审申报时间的通知
浙小〔2022〕9号
## 延.一 | 一 | 申报时间
一、网上个人申报截止时间延长至2022年12月13日，所在单位推荐截止时间延长至2022年12月26日。
## 延.二 | 二 | 学时
二、学时由80个调整为70个。
## 延.三 | 三 | 联系
三、联系电话改为0571-87654321。
## 延.末 | 文末 | 落款
小评审办公室
2022年11月20日
"""
AMENDMENTS = """
amendments:
  - id: extension
    file: extension.md
    title: 关于延长2022年度小评审申报时间的通知
    number: 浙小〔2022〕9号
    date: "2022-11-20"
    changes: {四.二: 延.一, 附1.7: 延.二}
    milestones:
      - {id: personal, date: "2022-12-13", clauses: [延.一], quote: 网上个人申报截止时间延长至2022年12月13日}
      - {id: unit, date: "2022-12-26", clauses: [延.一], quote: 所在单位推荐截止时间延长至2022年12月26日}
    values:
      hours: {value: 70, clauses: [延.二], quote: 调整为70个}
    contacts:
      - {id: wang, phone: 0571-87654321, clauses: [延.三]}
"""


def amended(pack: TinyPack, listing: str = AMENDMENTS, **files: str) -> TinyPack:
    """The pack with these later documents; `files` are their texts by name, without the ending."""
    folder: Path = pack.folder / "amendments"
    folder.mkdir(exist_ok=True)
    for name, text in (files or {"extension": LATER}).items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    pack.write("notice.yaml", pack.text("notice.yaml") + listing)
    return pack
