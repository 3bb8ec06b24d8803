"""When a process that died is started again: pure, by numbers."""

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0  # whoever lived this long did not die of its start


def failures_after(failures: int, uptime: float) -> int:
    """Count the deaths in a row, one more than before unless the last life was long."""
    return 1 if uptime >= STEADY_SECONDS else failures + 1


def restart_pause(failures: int) -> float:
    """Give the seconds to wait before the next start: twice as long after each death in a row."""
    doublings = min(failures - 1, 10)
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0**doublings)
