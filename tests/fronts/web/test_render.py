"""Replies become the JSON that the page draws."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.commands import Command, Forget, Judge, More, Recommend, Remood, Undo, Unknown, Why
from bot.chat.marks import moment, person
from bot.chat.night_commands import Approve, Attend, CancelNight, OpenVote, ShowNight, ShowNights, TapFilm, Veto
from bot.chat.reply import Attachment, Button, Card, Menu, Reply
from bot.fronts.web.nights import is_secret, night_of
from bot.fronts.web.render import Json, favourite, is_note, rendered, spoken, suggestion
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.posters.drawn import draw_card
from bot.nights.night import Presence, Tap
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict

MATRIX = Movie(2571, "The Matrix", 1999, ("Action", "Sci-Fi"), (), "tt0133093", 603)
NIGHT = "a1b2c3d4e5f6"
CHART = Attachment("taste.png", "image/png", draw_card(MATRIX), "Mostly science fiction")
TABLE = Attachment("verdicts.csv", "text/csv", b"title,verdict\n" * 100)


def shown(reply: Reply) -> Json:
    return dict(json.loads(json.dumps(rendered(reply, lambda file: f"/files/{file.name}"))))


def drawn(card: Card) -> dict[str, object]:
    return dict(shown(Reply("", (card,)))["cards"][0])


def test_a_card_shows_its_film_with_a_link_a_picture_and_the_reason() -> None:
    card = drawn(Card(MATRIX, "Loved by 9 of your reel mates.", Poster(None, 136, 8.7, "R")))
    assert card == {
        "movieId": 2571,
        "title": "The Matrix (1999)",
        "link": "https://www.imdb.com/title/tt0133093/",
        "picture": "/pictures/2571",
        "genres": ["Action", "Sci-Fi"],
        "runtime": "2 h 16 min",
        "rating": "8.7",
        "ageRating": "R",
        "body": "Loved by 9 of your reel mates.",
        "buttons": [],
    }


def test_a_card_leaves_open_what_nobody_knows() -> None:
    card = drawn(Card(Movie(7, "A Film"), ""))
    assert (card["title"], card["link"], card["runtime"], card["rating"]) == ("A Film", None, None, None)


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 min"), (60, "1 h"), (61, "1 h 1 min"), (120, "2 h"), (136, "2 h 16 min")]
)
def test_a_runtime_reads_in_hours(minutes: int, words: str) -> None:
    assert drawn(Card(MATRIX, "", Poster(runtime_minutes=minutes)))["runtime"] == words


def test_a_poster_elsewhere_is_still_shown_from_our_own_address() -> None:
    assert drawn(Card(MATRIX, "", Poster("https://pictures.example/matrix.jpg")))["picture"] == "/pictures/2571"


def test_buttons_carry_their_spelled_command_and_its_kind() -> None:
    like = Button("Like", Judge(Verdict.LIKE, ("#2571",), "a7f3"))
    reply = Reply("Five films", (Card(MATRIX, "", buttons=(like, Button("Why", Why("#2571", "a7f3")))),))
    content = shown(Reply(reply.text, reply.cards, (Button("More", More("a7f3")),)))
    assert drawn(reply.cards[0])["buttons"] == [
        {"label": "Like", "token": "like #2571 in a7f3", "kind": "like"},
        {"label": "Why", "token": "why #2571 in a7f3", "kind": "why"},
    ]
    assert content["buttons"] == [{"label": "More", "token": "more a7f3", "kind": "more"}]


def test_a_line_has_the_shape_of_a_reply() -> None:
    assert spoken("hello") == shown(Reply("hello"))


def test_a_moment_in_a_text_brings_its_time_and_the_words_of_the_space() -> None:
    text = shown(Reply(f"Until {moment(datetime(2026, 11, 27, 19, tzinfo=UTC), 'Europe/Berlin')}."))["text"]
    assert text == [
        "Until ",
        {"moment": "2026-11-27T19:00:00+00:00", "words": "Friday, 27 November 2026, 20:00 (Europe/Berlin)"},
        ".",
    ]


def test_a_member_in_a_text_or_on_a_card_is_a_person() -> None:
    content = shown(Reply(f"Host: {person('bob')}", (Card(MATRIX, f"Suggested by {person('alice')}."),)))
    assert content["text"] == ["Host: ", {"person": "bob"}]
    assert content["cards"][0]["body"] == ["Suggested by ", {"person": "alice"}, "."]


def test_a_label_is_one_text_whatever_it_names() -> None:
    assert shown(Reply("", buttons=(Button(f"As {person('bob')}", Undo()),)))["buttons"][0]["label"] == "As bob"


def test_a_line_of_a_member_holds_no_marks_of_ours() -> None:
    assert spoken(person("bob"))["text"] == person("bob")


def test_those_who_are_called_are_named() -> None:
    assert shown(Reply(f"{person('bob')}: it begins", calls=("bob",)))["calls"] == ["bob"]


@pytest.mark.parametrize(
    ("command", "night"),
    [
        (Attend(Presence.IN, NIGHT), NIGHT),
        (Approve("#318", NIGHT), NIGHT),
        (TapFilm(Tap.LOVED, NIGHT), NIGHT),
        (ShowNight(NIGHT, "start 1795811400"), NIGHT),
        (ShowNight(NIGHT, "called 1795811400"), NIGHT),
        (ShowNight(NIGHT, "reminder 1795809600"), None),
        (ShowNight(NIGHT), None),
        (CancelNight(True, NIGHT), None),
        (ShowNights(), None),
        (Undo(), None),
    ],
)
def test_a_card_of_a_night_is_known_by_what_can_be_pressed_on_it(command: Command, night: str | None) -> None:
    assert shown(Reply("Movie night", buttons=(Button("Press", command),)))["night"] == night


@pytest.mark.parametrize(
    ("command", "night"),
    [(Veto("#318", NIGHT), NIGHT), (CancelNight(True, NIGHT), NIGHT), (Veto("Alien"), None), (ShowNights(), None)],
)
def test_a_press_is_about_the_night_that_it_names(command: Command, night: str | None) -> None:
    assert night_of(command) == night


def test_vetoes_ballots_and_judgements_are_secret() -> None:
    assert all(map(is_secret, (Veto("Alien"), Approve("Alien"), TapFilm(Tap.FINE), Unknown("vetto Alien", "veto"))))
    assert not any(map(is_secret, (Attend(Presence.OUT), OpenVote(), Undo(), Unknown("lik Alien", "like"))))


def test_a_ballot_shows_what_is_chosen_and_a_card_for_everybody_nothing_of_it() -> None:
    votes = (Button("✓ 1. Alien (1979)", Approve("#1214", NIGHT)), Button("2. Aliens (1986)", Approve("#1200", NIGHT)))
    ballot = shown(Reply("Your votes", buttons=votes, private=True))["buttons"]
    assert [(one["label"], one["pressed"]) for one in ballot] == [
        ("1. Alien (1979)", True),
        ("2. Aliens (1986)", False),
    ]
    assert not any("pressed" in one for one in shown(Reply("The vote", buttons=votes))["buttons"])


def test_a_card_of_a_night_has_no_button_that_leads_to_it() -> None:
    way = Button("The night", ShowNight(NIGHT, "picks 1795809600"))
    card = shown(Reply("Movie night", buttons=(Button("I'm in", Attend(Presence.IN, NIGHT)), way)))
    assert [button["label"] for button in card["buttons"]] == ["I'm in"]
    assert [button["label"] for button in shown(Reply("It starts soon", buttons=(way,)))["buttons"]] == ["The night"]


def remood(mood: Mood) -> Button:
    return Button(mood.capitalize(), Remood(mood, "a7f3"))


@pytest.mark.parametrize("present", Mood)
def test_the_moods_are_a_switch_on_which_the_lists_own_mood_cannot_be_pressed(present: Mood) -> None:
    others = tuple(remood(mood) for mood in Mood if mood is not present)
    content = shown(Reply("Five films", buttons=(Button("More", More("a7f3")), *others)))
    assert [(one["label"], one["token"]) for one in content["moods"]] == [
        (mood.capitalize(), None if mood is present else f"mood {mood} in a7f3") for mood in Mood
    ]
    assert [button["label"] for button in content["buttons"]] == ["More"]


@pytest.mark.parametrize("moods", [(Mood.FAMILIAR,), tuple(Mood)])
def test_moods_of_which_none_can_be_told_to_be_the_present_one_stay_buttons(moods: tuple[Mood, ...]) -> None:
    content = shown(Reply("Five films", buttons=tuple(remood(mood) for mood in moods)))
    assert content["moods"] == []
    assert [button["label"] for button in content["buttons"]] == [mood.capitalize() for mood in moods]


def test_a_picture_brings_its_size_and_its_description() -> None:
    assert shown(Reply("Your taste", picture=CHART))["picture"] == {
        "src": "/files/taste.png",
        "alt": "Mostly science fiction",
        "width": 400,
        "height": 600,
    }


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_of_unknown_size_is_shown_all_the_same(content: bytes) -> None:
    picture = shown(Reply("", picture=Attachment("x", "image/png", content)))["picture"]
    assert (picture["src"], picture["width"], picture["height"]) == ("/files/x", None, None)


def test_a_menu_is_its_label_and_its_choices() -> None:
    content = shown(Reply("Your taste", menu=Menu("Take one out", (Button("The Matrix (1999)", Forget("#2571")),))))
    assert content["menu"] == {
        "label": "Take one out",
        "choices": [{"label": "The Matrix (1999)", "token": "forget #2571", "kind": "forget"}],
    }


def test_a_menu_without_choices_is_not_shown() -> None:
    assert shown(Reply("Nothing yet", menu=Menu("Take one out", ())))["menu"] is None


def test_a_file_says_its_name_and_size() -> None:
    small = Attachment("me.json", "application/json", b"{}")
    assert shown(Reply("All of it", files=(TABLE, small)))["files"] == [
        {"name": "verdicts.csv", "href": "/files/verdicts.csv", "size": "1 kB"},
        {"name": "me.json", "href": "/files/me.json", "size": "2 bytes"},
    ]


def test_a_suggested_title_is_put_into_the_line_as_it_reads() -> None:
    assert suggestion(MATRIX) == {"label": "The Matrix (1999)", "words": "The Matrix (1999)"}


def test_a_title_with_a_semicolon_is_put_into_the_line_by_its_number() -> None:
    assert suggestion(Movie(9, "Peter; Paul", 2001)) == {"label": "Peter; Paul (2001)", "words": "#9"}


def test_a_favourite_shows_its_own_picture() -> None:
    assert favourite(MATRIX) == {"title": "The Matrix", "picture": "/pictures/2571"}


@pytest.mark.parametrize(
    ("reply", "asked_from_note", "expected"),
    [
        (Reply("You like Alien.", private=True, updated=Reply("Five films")), False, True),
        (Reply("You like Alien.", buttons=(Button("Recommend", Recommend()),), private=True), False, False),
        (Reply("Alien is back to no verdict.", buttons=(Button("Undo", Undo()),), private=True), True, True),
        (Reply("Five films", (Card(MATRIX, ""),), private=True), True, False),
        (Reply("Five films"), True, False),
        (Reply("Your taste", private=True, picture=CHART), True, False),
        (Reply("Your data", private=True, files=(TABLE,)), True, False),
        (Reply("Your list", private=True, menu=Menu("Drop", (Button("Alien", Forget("#1214")),))), True, False),
    ],
)
def test_only_passing_words_become_a_note(reply: Reply, asked_from_note: bool, expected: bool) -> None:
    assert is_note(reply, asked_from_note) is expected


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_words_survive_the_way_to_the_page(text: str, title: str, genres: list[str]) -> None:
    reply = Reply(text, (Card(Movie(1, title, None, tuple(genres)), text),))
    content = shown(reply)
    assert content["text"] == text
    assert (content["cards"][0]["title"], content["cards"][0]["genres"]) == (title, genres)
