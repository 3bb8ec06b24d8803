"""Received: the text as it is read, and where each character of it was received.

`as_read` by `edits` from `markup`, `characters`, `doubled_marks` and `wrapped_lines` (of `lines`
and `hyphens`); `spans` leads what was found back.
"""
