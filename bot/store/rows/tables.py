"""The tables, the same on SQLite and PostgreSQL. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.types import TypeDecorator

from bot.store.model.sharing import LONGEST_GROUP, LONGEST_SHOWN
from bot.store.rows.values import LONGEST_ADDRESS, LONGEST_KEY, LONGEST_NOTICE, in_utc


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite has no zones: there the zone is dropped and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def notice_column() -> Column[str]:
    """The id of the notice that a row belongs to; empty for rows written before there was such a column."""
    return Column("notice", String(LONGEST_NOTICE), nullable=False, server_default="")


# The column is not called `user`: without quotes PostgreSQL takes that for the name of the database's own user.
conversation = Table(
    "conversation",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("state", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("updated_at", Moment, nullable=False),
    # The notice under which the last turn was taken: entries and choices in the state are those of its pack.
    notice_column(),
    Index(None, "updated_at"),
)

interview = Table(
    "interview",
    metadata,
    Column(
        "user_key",
        String(LONGEST_KEY),
        ForeignKey("conversation.user_key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("notice", String(LONGEST_NOTICE), primary_key=True, server_default=""),
    Column("name", String(LONGEST_KEY), primary_key=True),
    Column("state", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

# No foreign key to the conversation: that is deleted after 180 days of silence, a subscription to next year's notice stays.
subscription = Table(
    "subscription",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("state", Text, nullable=False),
    Column("ended", String(200), nullable=False, server_default=""),
    # When it must be planned next; null if nothing more can come of it.
    Column("next_at", Moment, nullable=True),
    Column("updated_at", Moment, nullable=False),
    notice_column(),
    # The planner goes through it in this order, a batch at a time.
    Index(None, "next_at", "user_key", "id"),
)

delivery = Table(
    "delivery",
    metadata,
    # SQLite auto-increments only a column of exactly this type.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("user_key", String(LONGEST_KEY), nullable=False),
    # The part of the key before the colon. Each channel has its own rate, so each is claimed by itself.
    Column("channel", String(40), nullable=False),
    Column("subscription_id", String(40), nullable=False),
    Column("milestone", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("revision", String(200), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("status", String(12), nullable=False),
    # When it may be claimed; later than due_at after a failed attempt.
    Column("ready_at", Moment, nullable=False),
    # The term of the process that claimed it; see leadership.
    Column("term", BigInteger, nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("maybe_repeated", Boolean, nullable=False, server_default=false()),
    Column("sent_at", Moment, nullable=True),
    Column("reason", String(200), nullable=False, server_default=""),
    notice_column(),
    UniqueConstraint("user_key", "subscription_id", "milestone", "kind", "revision", "due_at"),
    ForeignKeyConstraint(
        ["user_key", "subscription_id"], ["subscription.user_key", "subscription.id"], ondelete="CASCADE"
    ),
    Index(None, "status", "channel", "ready_at", "id"),
    Index(None, "due_at"),
)

# The right to send. Another process takes over when the beat no longer moves: no clocks are compared.
leadership = Table(
    "leadership",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("term", BigInteger, nullable=False),
    Column("beat", BigInteger, nullable=False),
)

# Each process's share of a channel's rate, in messages a second. Others take it when its beat no longer moves.
rate_slice = Table(
    "rate_slice",
    metadata,
    Column("channel", String(40), primary_key=True),
    Column("owner", Text, primary_key=True),
    Column("wanted", Float, nullable=False),
    Column("granted", Float, nullable=False),
    Column("beat", BigInteger, nullable=False),
)

# Outcomes of deliveries by day: these totals stay when a user's rows are deleted.
tally = Table(
    "tally",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

# Updates of platforms that do not resend what was acknowledged. The row stays after its text is emptied, so that an
# update that is delivered again is known to be answered.
incoming = Table(
    "incoming",
    metadata,
    Column("channel", String(40), primary_key=True),
    Column("update_id", BigInteger, primary_key=True),
    # Both are emptied when it is answered: who said what is no longer needed. Not a user's key, so that a user whose data
    # were deleted still gets an answer to the next message.
    Column("chat_key", String(LONGEST_KEY), nullable=False),
    Column("body", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("owner", Text, nullable=False, server_default=""),
    Column("lease_until", Moment, nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # How many of the calls that answer it are through.
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("received_at", Moment, nullable=False),
    Index("ix_incoming_chat_key", "channel", "chat_key", "status"),
    Index("ix_incoming_status", "channel", "status", "update_id"),
)

# Where letters to a person of the page go, from the moment at which the address was confirmed.
mailbox = Table(
    "mailbox",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("address", String(LONGEST_ADDRESS), nullable=False),
    # Names the person in links and in the return address: random, and a new one with each confirmation.
    Column("name", String(40), nullable=False, unique=True),
    Column("confirmed_at", Moment, nullable=False),
    # Why nothing is sent there any more; empty while it is.
    Column("ended", String(200), nullable=False, server_default=""),
)

# Links that work once, by the hash of their signed token, until they would have expired anyway.
used_link = Table(
    "used_link",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False),
)

# How many letters were asked for on a day, by the keyed hash of an address: neither can be read from it.
letter_count = Table(
    "letter_count",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("subject", String(64), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

# What WeChat lets us send to a person unasked: so many messages until a moment, after a word and after a tap.
wechat_person = Table(
    "wechat_person",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("word_left", Integer, nullable=False),
    Column("word_until", Moment, nullable=False),
    Column("tap_left", Integer, nullable=False),
    Column("tap_until", Moment, nullable=False),
    # The rest of a long answer, until it is asked for.
    Column("rest", Text, nullable=False, server_default=""),
)

# A secret that a platform lends for a while to all processes together, sealed with a key that only they have.
lent_token = Table(
    "lent_token",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # Until then the process that renews it is alone to do so.
    Column("renewing_until", Moment, nullable=False),
)

# A talk on its way to another browser, for some minutes: one of each giver. The code itself is nowhere.
carrying = Table(
    "carrying",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    # Who typed the code; empty as long as nobody did.
    Column("taker_key", String(LONGEST_KEY), nullable=False, server_default=""),
    Column("state", String(10), nullable=False),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("code_hash"),
    Index(None, "taker_key"),
)

# Wrong codes by a name that is no address and nobody's key; it counts anew once `until` is over.
carrying_try = Table(
    "carrying_try",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

# Who may log in at the desk. `password` is a hash; while it is the one-time password, `once_until` says how long it works.
staff_account = Table(
    "staff_account",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("once_until", Moment, nullable=True),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment, nullable=True),
    # What an authenticator was given, and the last step of which a code was used; empty and 0 without one.
    Column("totp_secret", String(64), nullable=False, server_default=""),
    Column("totp_step", BigInteger, nullable=False, server_default="0"),
)

# Codes for whoever lost their authenticator, as hashes: each is deleted when it is used.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("account", String(40), primary_key=True),
    Column("code_hash", String(64), primary_key=True),
)

# Browsers in which somebody is logged in: the token is nowhere, `place` is a hash of the address and the browser.
staff_session = Table(
    "staff_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(40), nullable=False),
    Column("place", String(64), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    # Only the password was given yet.
    Column("half", Boolean, nullable=False, server_default=false()),
    # What is to become the secret of the account once a code was made from it.
    Column("offered", String(64), nullable=False, server_default=""),
)

# Who did what at the desk. It outlives the accounts.
desk_audit = Table(
    "desk_audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("account", String(40), nullable=False),
    Column("act", String(40), nullable=False),
    Column("about", String(200), nullable=False),
)

# Questions that were not answered, by the entry that did not.
question_count = Table(
    "question_count",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("notice", String(LONGEST_NOTICE), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("entry", String(100), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

# Their words, for some days, only where the operator wants that. `owner` is a keyed hash, so that /forget finds its own.
kept_question = Table(
    "kept_question",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("owner", String(64), nullable=False),
    Column("notice", String(LONGEST_NOTICE), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("entry", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    # The revision of the pack that answers it; 0 while none does.
    Column("settled", BigInteger, nullable=False),
    Index(None, "owner", "asked_at"),
    Index(None, "asked_at"),
)

# Changes of the pack that are laid over its folder. One has a number once it was tried and taken.
pack_revision = Table(
    "pack_revision",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("notice", String(LONGEST_NOTICE), nullable=False),
    Column("number", Integer, nullable=True),
    Column("account", String(40), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("change", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("report", Text, nullable=False),
    # The numbers of the kept questions that it answers, as JSON.
    Column("questions", Text, nullable=False),
    UniqueConstraint("notice", "number"),
)

# Compiled forms of the pack with its revisions, so that not every process makes them: it takes half a minute.
compiled_pack = Table(
    "compiled_pack",
    metadata,
    Column("digest", String(40), primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# What the office tells everybody who has reminders. `day` is that on which it was confirmed.
office_notice = Table(
    "office_notice",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("notice", String(LONGEST_NOTICE), nullable=False),
    Column("author", String(40), nullable=False),
    Column("sender", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("status", String(10), nullable=False),
    Column("decided_by", String(40), nullable=False),
    Column("decided_at", Moment, nullable=True),
    Column("day", String(10), nullable=False),
    Column("people", Integer, nullable=False),
    # Since when, by the real clock, it is held for an owner alone.
    Column("held_by", String(40), nullable=False, server_default=""),
    Column("held_at", Moment, nullable=True),
)

# The wishes of two channels of one person that are one set, and on their way to that: one of each giver. From `joined` on the
# wishes are stored for the taker alone; `record` holds what each had before, so that it can be undone.
joining = Table(
    "joining",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    # Who typed the code; empty as long as nobody did.
    Column("taker_key", String(LONGEST_KEY), nullable=False, server_default=""),
    Column("state", String(10), nullable=False),
    # Until when it can go on; of one that is joined of no meaning.
    Column("expires_at", Moment, nullable=False),
    # Whether the giver can be sent messages unasked.
    Column("pushes", Boolean, nullable=False, server_default=false()),
    Column("record", Text, nullable=False, server_default="{}"),
    UniqueConstraint("code_hash"),
    Index(None, "taker_key"),
)

# A group of the office to which people may show how they stand. The code itself is nowhere.
share_group = Table(
    "share_group",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("notice", String(LONGEST_NOTICE), nullable=False),
    Column("name", String(LONGEST_GROUP), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("closed_at", Moment, nullable=True),
    UniqueConstraint("code_hash"),
)

# Whom somebody lets a group see, once they have confirmed it: names alone. How they stand is reckoned when it is read. Gone with
# the conversation, of which it tells.
sharing = Table(
    "sharing",
    metadata,
    Column(
        "user_key",
        String(LONGEST_KEY),
        ForeignKey("conversation.user_key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "group_id",
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("share_group.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    # The name of the interview when it was confirmed, and when that interview was begun: see SharedPerson.
    Column("person", String(LONGEST_KEY), primary_key=True),
    Column("begun", String(40), nullable=False),
    Column("shown", String(LONGEST_SHOWN), nullable=False),
    Column("source", String(LONGEST_SHOWN), nullable=False),
    Column("shared_at", Moment, nullable=False),
    Index(None, "group_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("notice", String(LONGEST_NOTICE), primary_key=True),
    Column("entry", String(100), primary_key=True),
    Column("vote", String(10), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

# Values of the whole program, such as the deadlines for which the deliveries were planned.
mark = Table(
    "mark",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
