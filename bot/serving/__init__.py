"""The server process: everything that runs, wired together."""
