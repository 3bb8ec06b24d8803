"""Received: the text as it is read, and where it stands in the text as received.

`as_read` from `markup`, `characters`, `doubled_marks`, `wrapped_lines` and `hyphens`; `spans` leads
back.
"""
