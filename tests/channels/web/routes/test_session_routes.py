"""What the API tells a session of itself: its result and its calendar."""

from __future__ import annotations

from io import BytesIO

import docx
import httpx


async def test_a_result_is_there_once_there_is_a_verdict(visitor: httpx.AsyncClient) -> None:
    """With its reasons, and the words of every clause that it names."""
    assert (await visitor.get("/api/result")).status_code == 404
    await visitor.post("/api/messages", json={"text": "我能不能报"})
    assert (await visitor.get("/api/result")).status_code == 404
    verdict = ""
    for said in ("在职", "是公务员"):
        interview = (await visitor.post("/api/messages", json={"text": said})).json()["interview"]
        verdict = interview["verdict"]
    assert verdict == "not_eligible"
    result = (await visitor.get("/api/result")).json()
    assert result["verdict"] == "not_eligible"
    named = {clause for reason in result["reasons"] for clause in reason["clauses"]}
    assert named
    assert named <= set(result["clauses"])
    assert any(row["fact"] == "civil_status" for row in result["answers"])
    assert (await visitor.get("/api/result", params={"name": "谁也不是"})).status_code == 404


async def test_a_result_is_had_as_a_word_file(visitor: httpx.AsyncClient) -> None:
    """Of whoever is named, called after them; a session without a result has none."""
    assert (await visitor.get("/api/result.docx")).status_code == 404
    for said in ("换一个人", 'a/b\\c"王芳', "已退休", "换一个人", "李四", "在职"):
        await visitor.post("/api/messages", json={"text": said})
    assert (await visitor.get("/api/result.docx")).status_code == 404  # 李四 is not done
    begun = (await visitor.get("/api/people")).json()["people"]
    name = begun[0]["name"]
    made = await visitor.get("/api/result.docx", params={"name": name})
    assert made.headers["content-type"].endswith("wordprocessingml.document")
    called = made.headers["content-disposition"]
    assert 'filename="result.docx"' in called
    assert "/" not in called.partition("UTF-8''")[2]
    rows = [row.text for row in docx.Document(BytesIO(made.content)).paragraphs]
    assert any("王芳" in row for row in rows)
    assert "不能报的原因" in rows
    notice = (await visitor.get("/api/result", params={"name": name})).json()["notice"]
    path = f"/api/notices/{notice}/result.docx"
    assert (await visitor.get(path, params={"name": name})).content[:2] == b"PK"


async def test_the_calendar_holds_what_one_wished_for(visitor: httpx.AsyncClient) -> None:
    """All deadlines to a stranger; a file that calendars read."""
    response = await visitor.get("/api/calendar.ics")
    assert response.headers["content-type"].startswith("text/calendar")
    assert response.text.startswith("BEGIN:VCALENDAR")
    assert "20221206" in response.text


async def test_the_calendar_of_a_role_holds_its_days_alone(visitor: httpx.AsyncClient) -> None:
    """By name, or as the session remembers; an unknown role is refused."""
    own = (await visitor.get("/api/calendar.ics", params={"role": "申报人"})).text
    assert "20221206" in own
    assert own.count("BEGIN:VEVENT") == 1
    assert (await visitor.get("/api/calendar.ics", params={"role": "皇帝"})).status_code == 422
    await visitor.post("/api/role", json={"role": "下级评委会"})
    assert (await visitor.get("/api/calendar.ics")).text.count("BEGIN:VEVENT") == 1
    assert "20230104" in (await visitor.get("/api/calendar.ics")).text
