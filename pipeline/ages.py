"""How long something takes or has taken, short enough for a table."""


def age(seconds: float | None) -> str:
    """Say a number of seconds in the largest unit that it has twice; None is not known."""
    if seconds is None:
        return "?"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
