"""Whether a choice, perhaps one of an older message, can still be picked: for channels whose buttons stay."""

from __future__ import annotations

from bot.conversation.assistant import Assistant
from bot.conversation.notices.notice_marks import bare
from bot.conversation.turn import Conversation
from bot.replies.act_ids import tag_of
from bot.replies.acts import Act, InterviewAct, NoticeAct, OpenNotice, PeopleAct, PickEntry


def can_be_picked(act: Act, conversation: Conversation, assistant: Assistant) -> bool:
    """Whether picking `act` still does something; of reminders, roles and orders the caller knows."""
    if any(choice.does == act for choice in conversation.offered):
        return True
    if isinstance(act, NoticeAct):
        notices = {tag_of(one.pack.facts.id): one for one in assistant.notices}
        if act.tag not in notices or isinstance(act, OpenNotice):
            return act.tag in notices
        assistant = notices[act.tag]
        conversation = _talk_with(conversation, assistant)
    done = bare(act)
    if isinstance(done, PeopleAct):
        return bool(conversation.interviews)
    if isinstance(done, InterviewAct):
        return assistant.interview(conversation) is not None
    return isinstance(done, PickEntry) and assistant.has_entry(done.entry)


def _talk_with(conversation: Conversation, assistant: Assistant) -> Conversation:
    """The talk about the notice of `assistant`, open or apart."""
    return conversation.apart.get(assistant.pack.facts.id, conversation)
