"""The interview as a conversation: its progress, its texts, its course. Pure."""
