"""The picture in README: a page on the news of seeds/ as a browser shows it."""

import os
import struct
from pathlib import Path

import pytest

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
PICTURE = Path("pictures/article.png")
WIDTH = 1280
MOST_BYTES = 400_000


def test_readme_shows_a_page_as_it_is_made(look, addresses, tmp_path):
    """With PICTURES=anew in the environment the picture is made anew."""
    anew = ROOT / PICTURE if os.environ.get("PICTURES") == "anew" else tmp_path / "made.png"
    look(addresses["article"], WIDTH).screenshot(path=anew)

    assert size(anew) == size(ROOT / PICTURE) == (WIDTH, 800)
    assert (ROOT / PICTURE).stat().st_size < MOST_BYTES
    assert f"({PICTURE})" in (ROOT / "README.md").read_text()


def size(picture: Path) -> tuple[int, int]:
    """Read width and height of a PNG (its first chunk)."""
    return struct.unpack(">II", picture.read_bytes()[16:24])
