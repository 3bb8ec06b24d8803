"""The analysis: knowledge of text, pure; `analyse` reads as its table of contents.

1. `received`: the text as it is read, and where each character of it was received.
2. `layout`: zones of the page, credit, dateline, language.
3. `reading`: from text to parsed words.
4. `names`: where the text names somebody or something, and of what kind.
5. `entities`: names, pronouns and offices grouped into who and what the article speaks of.
6. `quotations`: what was said, the cue that reports it, who said it.
7. `stances`: who is for or against what, by rules that can be read.
8. `model`: the same asked of a small encoder, where no rule says which way.
9. `tone`, by `valence`; the rooms' lists of words are each a `wordset`.
"""
