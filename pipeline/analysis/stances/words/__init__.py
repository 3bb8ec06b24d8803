"""The words of stances: verbs in `lexicon`, `attitudes`, `opinions`, `nouns`, and `truth`."""
