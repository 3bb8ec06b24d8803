"""The analysis: knowledge of text, pure; `analyse` reads as its table of contents.

1. Layout: `zones`, from `boilerplate`, `credit` and `datelines`; `language`.
2. Reading: `document`, from `tokenising` with `lost_blanks`, and `word_forms`.
3. Names: `names` the model finds, `cuts`, `whole_names`, `more_names`, `headlines`, `no_names`,
   `acronyms`, `tables`, their kinds in `name_kinds` by `name_contexts`, and their `repeats`;
   `titles`, `head_words` and `gazetteer` are what they know.
4. Entities: `entities` from `labels` and `aliases`; the `cast` is who appears where.
5. Quotations: `quotations`, from `quote_marks`, `sentences`, `speech_cues`, `cues`, `contents`,
   `attributions`, `speakers`; `introduced`, `fronted`, `continued` and `transcripts`.
6. Coreference: `coreference` of pronouns, `roles` and `bodies`, with `genders`.
7. Stances: `stances` in a `scene`: `claims` by `predicates`, `descriptions`, `statements` and
   `owners`, whose `parties` and `phrases` are named and whose `verdicts` weigh `modality` and
   `voices`; `lexicon`, `attitudes`, `opinions` and `nouns` are the words,
   `syntax` the grammar.
8. The model: `judge` and `pairs` ask `stance_model`, through `name_forms`, `model_input` and
   `wordpiece`.
9. `tone`, by `valence`.
"""
