"""Contacts of notice.yaml: whom the new notice says to phone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.finding.address_finder import addresses_in
from bot.pack.drafting.writing.yaml_text import block
from bot.pack.layout import NOTICE
from bot.pack.reading.located import Mapping
from bot.pack.renewal.next_year.carried import Carried
from bot.pack.renewal.next_year.pack_text import text_of, texts_of
from bot.pack.renewal.next_year.renewal_words import worded


def carry_contacts(work: Carried) -> None:
    """Phones and persons; one that the notice names no more goes, with a word about it; a new one is added."""
    pack, kept = work.pack, set[str]()
    for id, _ in pack.items(NOTICE, "contacts"):
        node = next(one for own, one in pack.items(NOTICE, "contacts") if own == id)
        clauses = texts_of(node, "clauses")
        if not text_of(node, "phone"):
            _email(work, id, node)
            continue
        printed = text_of(node, "quote") or text_of(node, "phone")
        phone, _ = work.notices.recut(printed, clauses)
        was, now = _phones(printed), _phones(phone)
        place = next((at for at, one in enumerate(was) if _same(one, text_of(node, "phone"))), 0)
        dialled = now[min(place, len(now) - 1)] if now else phone
        if "quote" not in node.items:
            phone = dialled
        person = text_of(node, "person")
        named = _person_at(work, phone) if person else ""
        if not now:
            _contact_gone(work, id, node)
            continue
        kept.add(_whole_phone(dialled))
        if phone != squeeze(printed):
            key = "quote" if "quote" in node.items else "phone"
            pack.set(NOTICE, node, key, phone)
            if key == "quote":
                pack.set(NOTICE, node, "phone", dialled)
            work.literals.exact[printed] = phone
            work.literals.exact[re.split(r"\D", printed)[-1]] = re.split(r"\D", phone)[-1]
        if person and named and named != person:
            node = next(one for own, one in pack.items(NOTICE, "contacts") if own == id)
            pack.set(NOTICE, node, "person", named)
            work.literals.exact[person] = named
    _new_contacts(work, kept)


def _email(work: Carried, id: str, node: Mapping) -> None:
    """A contact without a phone: its e-mail as the new notice states it."""
    old = text_of(node, "email")
    words, _ = work.notices.recut(old, texts_of(node, "clauses"))
    now = [squeeze(one.value) for one in addresses_in(words) if one.kind == "email"]
    if not now:
        _contact_gone(work, id, node)
    elif now[0] != old:
        work.pack.set(NOTICE, node, "email", now[0])
        work.literals.exact[old] = now[0]


def _phones(text: str) -> list[str]:
    """The phones of a text, as people dial them."""
    return [squeeze(one.value) for one in addresses_in(text) if one.kind in ("phone", "mobile")]


def _same(first: str, second: str) -> bool:
    return _whole_phone(first) == _whole_phone(second)


def _person_at(work: Carried, phone: str) -> str:
    """Who the new notice says to ask for at a phone."""
    digits = _whole_phone(phone)
    return next(
        (
            str(one.get("person", ""))
            for one in work.draft.contacts
            if _whole_phone(str(one["phone"])).endswith(digits)
        ),
        "",
    )


def _whole_phone(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _contact_gone(work: Carried, id: str, node: Mapping) -> None:
    pack = work.pack
    notice = pack.root(NOTICE).items["notice"]
    others = [own for own, _ in pack.items(NOTICE, "contacts") if own != id]
    if not others:
        _nobody_left(work, id, text_of(node, "person") or text_of(node, "office"))
        return
    work.gone("contacts").append(id)
    other = text_of(notice, "phone")
    if other == id and isinstance(notice, Mapping):
        other = others[0]
        pack.set(NOTICE, notice, "phone", other)
    node = next(one for own, one in pack.items(NOTICE, "contacts") if own == id)
    pack.remove(NOTICE, node)
    joint = worded("read", "list_joint")
    for name in pack.yaml_names:
        text = (
            pack.files[name].replace(f"{joint}{{contact.{id}}}", "").replace(f"{{contact.{id}}}{joint}", "")
        )
        pack.files[name] = text.replace(f"{{contact.{id}}}", f"{{contact.{other or others[0]}}}")
    name = text_of(node, "person") or text_of(node, "office")
    pack.ask(NOTICE, worded("ask", "contact_gone", id=id, name=name, other=other or others[0]))


def _nobody_left(work: Carried, id: str, name: str) -> None:
    """The only contact goes: people are sent to the office that the notice came from."""
    pack = work.pack
    work.gone("contacts").append(id)
    notice = pack.root(NOTICE).items["notice"]
    office = next(iter(texts_of(notice, "issuers")), text_of(notice, "short_title"))
    pack.remove(NOTICE, next(node for own, node in pack.items(NOTICE, "contacts") if own == id))
    lines = pack.files[NOTICE].split("\n")
    phone = notice.key_lines.get("phone") if isinstance(notice, Mapping) else None
    kept = [line for place, line in enumerate(lines, 1) if place != phone]
    pack.files[NOTICE] = re.sub(r"(?m)^contacts:\s*$", "contacts: []", "\n".join(kept))
    for one in pack.yaml_names:
        pack.files[one] = pack.files[one].replace(f"{{contact.{id}}}", office)
    pack.ask(NOTICE, worded("ask", "contact_gone", id=id, name=name, other=office))


def _new_contacts(work: Carried, kept: set[str]) -> None:
    taken = {id for id, _ in work.pack.items(NOTICE, "contacts")}
    for record in work.draft.contacts:
        digits = _whole_phone(str(record["phone"]))
        if any(digits.endswith(one) or one.endswith(digits) for one in kept):
            continue
        id, count = str(record["id"]), 2
        while id in taken:
            id, count = f"{record['id']}_{count}", count + 1
        taken.add(id)
        clauses = [work.by_cut.get(str(one), str(one)) for one in _members_of(record["clauses"])]
        lines = block([{**record, "id": id, "clauses": clauses}], 2)
        nodes = work.pack.items(NOTICE, "contacts")
        if nodes:
            work.pack.insert(NOTICE, work.pack.extent(NOTICE, nodes[-1][1])[1], lines)


def _members_of(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]
