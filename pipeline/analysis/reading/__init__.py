"""Reading: from text to parsed words.

`document`, from `tokenising` with `lost_blanks`, and `word_forms`.
"""
