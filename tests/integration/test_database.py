"""A database behind a password of any characters is opened by a URL that writes them as %…."""

import pytest
from sqlalchemy.engine import make_url

from pipeline.database import wait_for_database
from tests.rows import rows

pytestmark = pytest.mark.stack


@pytest.mark.parametrize(
    "password", ["plain", "-p@ss:w/rd?#[]&=+ %41", "$HOME `x` \\ \"'{}", "пароль—ü"]
)
def test_a_password_opens_the_database_whatever_is_in_it(stack, password):
    literal = password.replace("'", "''").replace(":", "\\:")  # a colon begins a parameter
    rows(stack.database_server_url, f"CREATE ROLE awkward LOGIN PASSWORD '{literal}'")
    url = make_url(stack.database_server_url).set(username="awkward", password=password)
    try:
        wait_for_database(url.render_as_string(hide_password=False), seconds=1)
    finally:
        rows(stack.database_server_url, "DROP ROLE awkward")
