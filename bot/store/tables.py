"""The tables, the same on SQLite and PostgreSQL. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Index, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

from bot.store.values import LONGEST_KEY, in_utc


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

# The column is not called `user`: without quotes PostgreSQL takes that for the name of the database's own user.
conversation = Table(
    "conversation",
    metadata,
    Column("user_key", String(LONGEST_KEY), primary_key=True),
    Column("state", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("updated_at", Moment, nullable=False),
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
    Column("name", String(LONGEST_KEY), primary_key=True),
    Column("state", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
