"""Secrets are covered in whatever form they stand in a line; everything else stays readable."""

import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operate.masking import Mask

DISCORD_BOT = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz012345"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("connecting to postgresql+asyncpg://bot:pa55@db.example/reelmates", "pa55"),
        ("GET https://www.omdbapi.com/?i=tt0133093&r=json&apikey=12ab34cd", "12ab34cd"),
        ("asking with {'i': 'tt0133093', 'apikey': '12ab34cd'}", "12ab34cd"),
        ('sent {"text": "hi", "token": "12ab34cd"}', "12ab34cd"),
        (r"sent {\"token\": \"12ab34cd\"}", "12ab34cd"),
        ("headers: [(b'host', b'qdrant'), (b'api-key', b'12ab34cd')]", "12ab34cd"),
        ("Authorization: Bearer abcdefghij0123456789.klm", "abcdefghij0123456789.klm"),
        (f"Authorization: Bot {DISCORD_BOT}", DISCORD_BOT),
        (f"IDENTIFY {DISCORD_BOT}", DISCORD_BOT),
        ("using xoxb-12-34-AbCd now", "xoxb-12-34-AbCd"),
        ("using xapp-1-A0-34-abcd", "xapp-1-A0-34-abcd"),
        ("using xoxe.xoxp-1-Mi0yLTEy", "xoxe.xoxp-1-Mi0yLTEy"),
        ("using xoxe-1-My0xLTEy", "xoxe-1-My0xLTEy"),
        ("wss://wss-primary.slack.com/link/?ticket=12ab-34cd&app_id=1", "12ab-34cd"),
        ("POST https://hooks.slack.com/commands/T01/222/abCD34", "abCD34"),
        ("429 https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246MTIzNDU2/messages", "aW50ZXJhY3Rpb246MTIzNDU2"),
        ("POST /interactions/123/aW50ZXJhY3Rpb246MTIzNDU2/callback", "aW50ZXJhY3Rpb246MTIzNDU2"),
        ("back at /slack/oauth?code=12ab.34cd&state=xyz", "12ab.34cd"),
    ],
)
def test_what_has_the_shape_of_a_secret_is_covered_though_nobody_named_it(line: str, secret: str) -> None:
    covered = Mask().over(line)
    assert secret not in covered
    assert "***" in covered


@pytest.mark.parametrize(
    "line",
    [
        "Discord: connected as Reelmates#1234, in 3 servers.",
        "Bot came to a server of twenty-three members",
        "A poster at https://img.example/posters/matrix.jpg?size=300 is not shown: 404",
        "Discord refused to edit a card: 404 Not Found (error code: 10008): Unknown Message",
        "Shard ID 0 has connected to Gateway (Session ID: 8f2b41c0).",
        "New film data is in use: 9,742 films.",
    ],
)
def test_what_operators_want_to_read_stays(line: str) -> None:
    assert Mask(["another-secret", "not"]).over(line) == line.replace(" not ", " *** ")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="«»·"), min_size=8, max_size=60),
    st.text("«»·", max_size=5),
    st.text("«»·", max_size=5),
)
def test_a_secret_we_were_given_is_covered_in_any_company_and_in_every_spelling(
    secret: str, before: str, after: str
) -> None:
    spellings = (
        *(secret, quote(secret, safe=""), quote_plus(secret), urlencode({"of": secret}), repr(secret)),
        *(json.dumps(secret), json.dumps(secret, ensure_ascii=False)),
    )
    for spelling in spellings:
        covered = Mask([secret, "another"]).over(f"{before}{spelling}{after}")
        assert covered in {f"{before}{around}{after}" for around in ("***", "'***'", '"***"', "of=***")}


def test_a_short_password_is_covered_as_a_word_and_no_other_word_suffers() -> None:
    assert Mask(["bot"]).over("the password bot of a robot") == "the password *** of a robot"


def test_an_empty_secret_covers_nothing() -> None:
    assert Mask([""]).over("as it is") == "as it is"
