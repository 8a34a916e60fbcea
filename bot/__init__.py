"""noticebot: answers applicants' questions from one official notice, clause by clause."""

__version__ = "0.1.0"
