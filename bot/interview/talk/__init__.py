"""The interview as a conversation: how far it is, what it says, how it goes on. Pure."""
