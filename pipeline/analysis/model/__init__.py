"""The model: a small encoder asked which way a holder leans towards a target.

`judge` and `pairs` ask `stance_model`, through `name_forms`, `model_input` and `wordpiece`;
the weights lie in `weights/`, how they came about in `training/`.
"""
