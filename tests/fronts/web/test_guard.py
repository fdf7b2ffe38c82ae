"""Who may use the page."""

import pytest

from bot.fronts.web.guard import Guard

GUARD = Guard("films.home", "sesame")


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost", "LOCALHOST:8765", "[::1]:8765", "films.home:8765", "Films.Home"]
)
def test_this_machines_own_names_are_welcome(host: str) -> None:
    assert GUARD.welcomes_host(host)


@pytest.mark.parametrize(
    "host", ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", "[::1", "10.0.0.7:8765"]
)
def test_a_foreign_name_is_not_welcome(host: str) -> None:
    assert not GUARD.welcomes_host(host)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://127.0.0.1:8765", True),
        ("http://127.0.0.1:9999", False),
        ("http://localhost:8765", False),
        ("https://evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_the_page_itself_may_connect(origin: str, expected: bool) -> None:
    assert GUARD.welcomes_origin(origin, "127.0.0.1:8765") is expected


@pytest.mark.parametrize(
    ("key", "expected"), [("sesame", True), ("Sesame", False), ("", False), ("sésame\ud800", False)]
)
def test_only_the_right_key_opens(key: str, expected: bool) -> None:
    assert GUARD.welcomes_key(key) is expected


def test_the_key_is_never_shown() -> None:
    assert "sesame" not in repr(GUARD)
