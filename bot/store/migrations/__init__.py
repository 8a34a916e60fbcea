"""Alembic's scripts. They travel in the wheel and run when a store is opened; see bot/store/engines/revisions.py."""
