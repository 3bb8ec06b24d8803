"""Layout: what each stretch of a page is.

`zones` from `boilerplate`, `credit` and `datelines`; `turns` by their `speaker_labels`; `language`.
"""
