"""How sure a share is that was counted in a sample."""

from math import sqrt

Z = 1.959964  # of the normal distribution, for 95 of 100


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Give the bounds between which a share lies with 95 % confidence, none of them outside 0–1.

    Wilson's score interval (Wilson 1927; Brown, Cai and DasGupta 2001 recommend it for small
    samples). Raises ValueError where nothing was counted.
    """
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of} is no share")
    share = hits / of
    spread = Z * sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))
    middle, scale = share + Z**2 / (2 * of), 1 + Z**2 / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
