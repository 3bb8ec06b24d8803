"""Reading: from text to parsed words.

`document`, from `tokenising` with `lost_blanks`, and `headlines` as sentences; `word_vectors`,
`entity_recogniser` and `word_forms` give what the model's own pipes would, in less of its time.
"""
