"""The words of stances: verbs in `lexicon`, `attitudes`, `opinions`, and `nouns`."""
