"""Quotations: what was said, the cue that reports it, who said it.

`quotations`, from `quote_marks`, `sentences`, `speech_cues`, `cues`, `contents`, `attributions`
and `speakers`; `introduced`, `fronted`, `continued` and `transcripts`, with its `interviewees`, are
where words and cue meet.
"""
