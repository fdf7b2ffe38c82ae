"""Replies become the JSON that the page draws."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.commands import Forget, Judge, More, Recommend, Remood, Undo, Why
from bot.chat.reply import Attachment, Button, Card, Menu, Reply
from bot.fronts.web.render import Json, favourite, is_note, rendered, spoken, suggestion
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.movies.posters.drawn import draw_card
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict

MATRIX = Movie(2571, "The Matrix", 1999, ("Action", "Sci-Fi"), (), "tt0133093", 603)
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
