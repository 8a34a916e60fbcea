"""Run by Alembic: migrates over the connection, and in the transaction, that revisions.py passes in."""

from alembic import context

from bot.store.rows.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
)
context.run_migrations()
