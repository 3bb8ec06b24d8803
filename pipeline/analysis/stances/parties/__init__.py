"""Who holds a stance and what it is about.

`parties` names both in a `scene`: `phrases` that are topics, names in
`appositions`, and `voices` that speak.
"""
