"""Whatever the bot replies, every Slack message of it is one that Slack takes, and loses nothing."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.commands import Forget, Judge, More, UseSpace, Why
from bot.chat.grammar import spell
from bot.chat.marks import moment, person
from bot.chat.night_commands import Approve, Attend, CancelNight, CloseVote, Veto
from bot.chat.reply import Attachment, Button, Card, Menu, Reply
from bot.fronts.slack.blocks import HEAVIEST, Message, Uploads, first_place, messages
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.film_forms import ONE, SEVERAL, form_of_films, form_of_wishes
from bot.fronts.slack.mrkdwn import People
from bot.fronts.slack.night_forms import form_of_night, form_of_veto
from bot.fronts.slack.views import Origin
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.nights.night import Presence
from bot.taste.profile import Verdict
from tests.fronts.slack.block_kit import faults_of, faults_of_form
from tests.world import FILMS, NOW

OFTEN = settings(max_examples=25)
SELDOM = settings(max_examples=10)
SIZES = st.sampled_from([0, 1, 25])
WORDS = (
    st.text(max_size=200)
    | st.text(alphabet='*_~`<>&@#:!|"\\\n ', max_size=4500)
    | st.just("x" * 4500)
    | st.just("<!channel> " * 300)
    | st.just(f"{person('UALICE')} on {moment(NOW, 'UTC')} " * 100)
)
VERDICTS = (Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN)
LINKS = st.none() | st.sampled_from(
    [
        "https://posters.example/1.jpg",
        "http://posters.example/1.jpg",
        "https://x/" + "y" * 2980,
        "https://x/" + "y" * 3000,
    ]
)
PEOPLE = People({"UALICE": "Alice <3"}, ("UALICE",))


@st.composite
def cards(draw: st.DrawFn) -> tuple[Card, ...]:
    drawn = []
    for movie_id in range(1, draw(st.integers(0, 10)) + 1):
        film = (f"#{movie_id}",)
        commands = [*(Judge(verdict, film, "a7f3") for verdict in VERDICTS), Why(film[0], "a7f3")]
        movie = Movie(
            movie_id,
            draw(WORDS),
            draw(st.none() | st.integers(1890, 2030)),
            tuple(draw(st.lists(st.sampled_from(["Sci-Fi", "Film-Noir", "x" * 100]), max_size=20))),
            imdb_id=draw(st.none() | st.just(f"tt{movie_id:07}")),
        )
        poster = Poster(draw(LINKS), draw(st.none() | st.integers(0, 900)), draw(st.none() | st.floats(0, 10)), "PG-13")
        buttons = [Button(draw(st.text(max_size=100)), command) for command in commands[: draw(st.integers(0, 4))]]
        drawn.append(Card(movie, draw(WORDS), poster, tuple(buttons)))
    return tuple(drawn)


@st.composite
def menus(draw: st.DrawFn, sizes: st.SearchStrategy[int] = SIZES) -> Menu:
    title, many = draw(WORDS), draw(sizes)
    return Menu(draw(WORDS), tuple(Button(f"{n} {title}", Forget(f"#{n}")) for n in range(many)))


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    spaces = [UseSpace(str(number)) for number in range(30)]
    buttons = [Button(draw(st.text(max_size=100)), space) for space in spaces[: draw(st.integers(0, 30))]]
    picture = draw(st.none() | WORDS.map(lambda alt: Attachment("chart.png", "image/png", b"chart", alt)))
    return Reply(draw(WORDS), draw(cards()), tuple(buttons), picture=picture, menu=draw(st.none() | menus()))


def uploads_of(reply: Reply) -> Uploads:
    return Uploads({card.movie.movie_id: f"F{card.movie.movie_id:09}" for card in reply.cards}, "F000000000")


def check(message: Message) -> None:
    assert faults_of(message.blocks) == []
    assert 0 < len(message.text.strip()) <= 3000
    assert "<!channel" not in message.text


def elements(drawn: tuple[Message, ...]) -> list[dict[str, Any]]:
    rows = (block["elements"] for message in drawn for block in message.blocks if block["type"] == "actions")
    return [element for row in rows for element in row]


@OFTEN
@given(replies())
def test_every_message_is_one_that_slack_takes_and_no_film_button_or_choice_is_lost(reply: Reply) -> None:
    drawn = messages(reply, PEOPLE, uploads_of(reply))
    for message in drawn:
        check(message)
        check(message.in_words())
    said = [one["value"] for one in elements(drawn) if one["type"] == "button"]
    every = [*(button for card in reply.cards for button in card.buttons), *reply.buttons]
    assert said == [spell(button.command) for button in every]
    chosen = [option["value"] for one in elements(drawn) for option in one.get("options", ())]
    assert chosen == ([spell(choice.command) for choice in reply.menu.choices] if reply.menu else [])


@OFTEN
@given(replies())
def test_every_film_has_a_picture_and_the_message_knows_which_it_shows_first(reply: Reply) -> None:
    drawn = messages(reply, PEOPLE, uploads_of(reply))
    shown = [block["accessory"] for message in drawn for block in message.blocks if "accessory" in block]
    assert len(shown) == len(reply.cards)
    assert all(image["alt_text"].startswith("Poster of ") for image in shown)
    for message in drawn:
        assert first_place(message.blocks) == message.first
    assert [message.first for message in drawn if message.first][:1] == ([1] if reply.cards else [])


def film(place: int, *buttons: Button, **changes: str) -> Card:
    return Card(replace(FILMS[place], **changes), "Loved by many.", Poster("https://posters.example/p.jpg"), buttons)


def choices(number: int) -> tuple[Button, ...]:
    verdicts = [Button(verdict.name.title(), Judge(verdict, (f"#{number}",), "a7f3a7f3a7f3")) for verdict in VERDICTS]
    return (*verdicts, Button("Why", Why(f"#{number}", "a7f3a7f3a7f3")))


def test_a_film_is_its_link_reason_facts_and_poster() -> None:
    card = Card(FILMS[0], "Loved by 17 of 25.", Poster("https://posters.example/m.jpg", 136, 8.7, "R"))
    (message,) = messages(Reply("One film:", (card,)))
    _, section = message.blocks
    assert section["text"]["text"].split("\n") == [
        "*<https://www.imdb.com/title/tt0133093/|The Matrix (1999)>*",
        "Loved by 17 of 25.",
        "Action, Sci-Fi, Thriller · 2 h 16 min · IMDb 8.7 · R",
    ]
    assert section["accessory"]["image_url"] == "https://posters.example/m.jpg"
    assert message.text == "One film:\n1. The Matrix (1999)"


def test_ten_films_with_their_buttons_fit_one_message() -> None:
    reply = Reply("Ten films:", tuple(film(n, *choices(n)) for n in range(10)), (Button("More", More("a7f3")),))
    (message,) = messages(reply)
    check(message)
    assert message.first == 1


def test_a_list_that_is_too_heavy_goes_on_in_another_message_with_its_places() -> None:
    wordy = tuple(replace(film(n, *choices(n)), body="word " * 180) for n in range(10))
    first, *others = messages(Reply("Ten films:", wordy))
    assert first.first == 1
    assert [message.first > 1 for message in others] == [True] * len(others)
    assert f"*{others[0].first}. " in others[0].blocks[0]["text"]["text"]
    assert HEAVIEST < 13_000


def test_a_vote_on_twenty_films_fits_one_message() -> None:
    votes = tuple(Button(f"{n}. {'x' * 150}", Approve(f"#{9_000_000 + n}", "a" * 12)) for n in range(1, 21))
    own = (Button("Secret veto", Veto("", "a" * 12)), Button("Close the vote", CloseVote("a" * 12)))
    (message,) = messages(Reply("Vote:", buttons=(*votes, *own)))
    check(message)
    assert len(elements((message,))) == 22


def test_only_members_who_are_called_are_notified() -> None:
    (message,) = messages(
        Reply(f"{person('UALICE')} and {person('UBOB')}", calls=("UALICE",)), People({"UBOB": "Bob"}, ("UALICE",))
    )
    assert message.blocks[0]["text"]["text"] == "<@UALICE> and Bob"


def test_what_goes_on_stands_out_and_what_ends_warns() -> None:
    buttons = (Button("I'm in", Attend(Presence.IN)), Button("Cancel", CancelNight()), Button("Why", Why("1")))
    styles = [element.get("style") for element in elements(messages(Reply("Night", buttons=buttons)))]
    assert styles == ["primary", "danger", None]


def test_a_picture_that_could_not_be_sent_is_told_in_words() -> None:
    picture = Attachment("chart.png", "image/png", b"chart", "Your taste: mostly Sci-Fi.")
    (message,) = messages(Reply("You like", picture=picture))
    assert message.blocks[1]["text"]["text"] == "Your taste: mostly Sci-Fi."


@SELDOM
@given(WORDS, menus(st.sampled_from([1, 10, 25])))
def test_every_form_is_one_that_slack_takes(words: str, menu: Menu) -> None:
    origin = Origin(Place("UALICE", "CFILMS", answer_url="https://hooks.slack.example/" + "x" * 100), "1.1")
    forms = [
        form_of_veto(Reply(words, menu=menu), origin),
        form_of_night(origin),
        form_of_night(None),
        form_of_wishes(),
    ]
    forms += [form_of_films(word, origin) for word in (*SEVERAL, *ONE)]
    for form in forms:
        assert faults_of(form["blocks"], "modal") == []
        assert faults_of_form(form) == []
