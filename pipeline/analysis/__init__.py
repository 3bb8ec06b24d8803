"""The analysis: knowledge of text, pure; `analyse` reads as its table of contents.

1. `layout`: zones of the page, credit, dateline, language.
2. `reading`: from text to parsed words.
3. `names`: where the text names somebody or something, and of what kind.
4. `entities`: names, pronouns and offices grouped into who and what the article speaks of.
5. `quotations`: what was said, the cue that reports it, who said it.
6. `stances`: who is for or against what, by rules that can be read.
7. `model`: the same asked of a small encoder, where no rule says which way.
8. `tone`, by `valence`.
"""
