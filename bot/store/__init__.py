"""What must outlive a process: conversations and interviews, by user. Knows no pack and no channel.

`model` is light; `database` brings SQLAlchemy, so import it only if a database is opened.
"""
