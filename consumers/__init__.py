"""The workers, a room each: `analyser`, `sink`, and `watch` for what looks after them."""
