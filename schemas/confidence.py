"""From which confidence on a stance is stored, and from which on it is shown unasked.

How often those of a confidence are right, read strictly, is in `training/MODEL_CARD.md`.
"""

STORED_FROM = 0.25  # of all from it on six in ten are marked by either of two readers
SHOWN_FROM = 0.75  # from it on three in four are right, read strictly; `current_stances` has it too
