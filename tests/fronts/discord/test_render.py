"""Whatever the bot replies, every Discord message of it keeps to Discord's limits and loses nothing."""

import re
from collections.abc import Iterable
from dataclasses import replace

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.commands import Forget, Help, Judge, More, UseSpace, Why
from bot.chat.grammar import spell
from bot.chat.marks import moment, person
from bot.chat.night_commands import Approve, Attend, CloseVote, ShowNight, Veto
from bot.chat.reply import Attachment, Button, Card, Menu, Reply
from bot.fronts.discord.buttons import SpelledButton, SpelledMenu, view_of
from bot.fronts.discord.render import Page, address_of, pages, pages_in_words
from bot.movies.movie import Movie
from bot.movies.posters import Poster
from bot.nights.night import Presence
from bot.taste.profile import Verdict
from tests.world import FILMS, NOW

UPLOAD = 3000
OFTEN = settings(max_examples=60)
WORDS = st.text(max_size=200) | st.text(alphabet="*_|[]<>@#`~\\", max_size=4500) | st.just("x" * 4500)
VERDICTS = (Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN)
LINKS = st.none() | st.sampled_from(
    ["https://posters.example/1.jpg", "ftp://posters.example/1.jpg", "https://x/" + "y" * 3000]
)


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
def menus(draw: st.DrawFn) -> Menu:
    title, many = draw(WORDS), draw(st.sampled_from([1, 25, 26, 40]))
    return Menu(draw(WORDS), tuple(Button(f"{title}{n}", Forget(f"#{n}")) for n in range(many)))


@st.composite
def files(draw: st.DrawFn) -> tuple[Attachment, ...]:
    content, many = b"x" * draw(st.sampled_from([0, 1, 200, UPLOAD])), draw(st.sampled_from([0, 1, 2, 12]))
    return tuple(Attachment(f"{n}.csv", "text/csv", content, draw(WORDS)) for n in range(many))


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    shown = draw(cards())
    menu = draw(st.none() | menus())
    spaces = [UseSpace(str(number)) for number in range(5 if shown else 20)]
    buttons = [Button(draw(st.text(max_size=100)), space) for space in spaces[: draw(st.integers(0, 20))]]
    return Reply(
        draw(WORDS),
        shown,
        tuple(buttons),
        picture=draw(st.none() | st.just(Attachment("chart.png", "image/png", b"chart", "A chart."))),
        menu=menu,
        files=draw(files()),
    )


def pictured(reply: Reply) -> dict[int, Attachment]:
    return {
        card.movie.movie_id: Attachment(f"{card.movie.movie_id}.png", "image/png", b"picture") for card in reply.cards
    }


def tokens(of: Iterable[Page]) -> list[str]:
    return [spell(button.command) for page in of for row in page.rows for button in row]


def chosen(of: Iterable[Page]) -> list[str]:
    return [spell(choice.command) for page in of if page.menu for choice in page.menu.choices]


def own(reply: Reply) -> list[Attachment]:
    return [*([reply.picture] if reply.picture else []), *reply.files]


def check(page: Page) -> None:
    """Discord's limits on one message; it refuses one that shows nothing."""
    assert len(page.text) <= 2000
    assert page.text.strip() or page.embeds or page.attachments
    assert len(page.embeds) <= 10
    assert sum(len(embed) for embed in page.embeds) <= 6000
    for embed in page.embeds:
        assert embed.title is not None
        assert 0 < len(embed.title.strip()) <= 256
        assert len(embed.description or "") <= 4096
        assert len(embed.footer.text or "") <= 2048
    assert len(page.attachments) <= 10
    assert sum(len(attachment.content) for attachment in page.attachments) <= UPLOAD
    check_components(page)


def check_components(page: Page) -> None:
    """Discord's limits on the buttons and the menu of one message."""
    assert len(page.rows) + (page.menu is not None) <= 5
    for row in page.rows:
        assert 1 <= len(row) <= 5
        assert all(1 <= len(button.label) <= 80 and button.label.strip() for button in row)
    for said in (tokens([page]), chosen([page])):
        assert len(set(said)) == len(said)
        assert all(len(token) <= 100 for token in said)
    if page.menu:
        assert 1 <= len(page.menu.label) <= 150
        assert 1 <= len(page.menu.choices) <= 25
        assert all(1 <= len(choice.label) <= 100 and choice.label.strip() for choice in page.menu.choices)


@OFTEN
@given(replies())
def test_every_message_keeps_to_the_limits_and_no_film_button_choice_or_file_is_lost(reply: Reply) -> None:
    rendered = pages(reply, pictured(reply), UPLOAD)
    for page in rendered:
        check(page)
    assert sum(len(page.embeds) for page in rendered) == len(reply.cards)
    every = [*(button for card in reply.cards for button in card.buttons), *reply.buttons]
    assert sorted(tokens(rendered)) == sorted(spell(button.command) for button in every)
    assert chosen(rendered) == [spell(choice.command) for choice in reply.menu.choices[:25]] if reply.menu else True
    sent = [attachment for page in rendered for attachment in page.attachments]
    assert [attachment for attachment in sent if attachment in own(reply)] == own(reply)


@OFTEN
@given(replies())
def test_in_words_alone_the_limits_hold_too(reply: Reply) -> None:
    rendered = pages_in_words(reply, UPLOAD)
    for page in rendered:
        check(page)
        assert not page.embeds
    assert [attachment for page in rendered for attachment in page.attachments] == own(reply)
    assert len(tokens(rendered)) == sum(len(card.buttons) for card in reply.cards) + len(reply.buttons)


@OFTEN
@given(replies())
def test_every_picture_is_linked_or_sent_along_with_the_message_that_shows_it(reply: Reply) -> None:
    for page in pages(reply, pictured(reply), UPLOAD):
        addresses = [embed.image.url or embed.thumbnail.url for embed in page.embeds]
        sent = [address_of(picture) for picture in page.attachments if picture not in own(reply)]
        assert [address for address in addresses if address and address.startswith("attachment://")] == sent
        assert all(address and re.match("https?://|attachment://", address) for address in addresses)


@OFTEN
@given(replies())
async def test_every_button_and_menu_survives_a_restart(reply: Reply) -> None:
    for page in pages(reply, {}, UPLOAD):
        view = view_of(page.rows, page.menu)
        items = view.children if view else []
        assert all(isinstance(item, SpelledButton | SpelledMenu) for item in items)
        assert len(items) == len(tokens([page])) + (page.menu is not None)
        assert view is None or len(view.to_components()) == len(page.rows) + (page.menu is not None)


def film(place: int, *buttons: Button, **changes: str) -> Card:
    return Card(replace(FILMS[place], **changes), "Loved by many.", Poster("https://posters.example/p.jpg"), buttons)


def choices(number: int) -> tuple[Button, ...]:
    verdicts = [Button(verdict.name.title(), Judge(verdict, (f"#{number}",), "a7f3")) for verdict in VERDICTS]
    return (*verdicts, Button("Why", Why(f"#{number}", "a7f3")))


def test_a_film_is_an_embed_with_its_link_reason_facts_and_poster() -> None:
    card = Card(FILMS[0], "Loved by 17 of 25.", Poster("https://posters.example/m.jpg", 136, 8.7, "R"))
    (page,) = pages(Reply("One film:", (card,)), {}, UPLOAD)
    (embed,) = page.embeds
    assert embed.title == "The Matrix (1999)"
    assert embed.url == "https://www.imdb.com/title/tt0133093/"
    assert embed.description == "Loved by 17 of 25."
    assert embed.footer.text == "Action, Sci-Fi, Thriller · 2 h 16 min · IMDb 8.7 · R"
    assert embed.image.url == "https://posters.example/m.jpg"
    assert embed.colour


def test_several_films_carry_places_on_embeds_and_buttons() -> None:
    reply = Reply("Two films:", (film(0, *choices(1)), film(1, *choices(2))), (Button("More", More("a7f3")),))
    (page,) = pages(reply, {}, UPLOAD)
    assert [embed.title for embed in page.embeds] == ["1. The Matrix (1999)", "2. Toy Story (1995)"]
    assert [[button.label for button in row] for row in page.rows] == [
        ["1 👍", "1 👎", "1 Seen", "1 Why"],
        ["2 👍", "2 👎", "2 Seen", "2 Why"],
        ["More"],
    ]


def test_under_five_films_more_stands_at_the_end_of_the_last_row() -> None:
    reply = Reply("Five films:", tuple(film(n, *choices(n)) for n in range(5)), (Button("More", More("a7f3")),))
    (page,) = pages(reply, {}, UPLOAD)
    assert [len(row) for row in page.rows] == [4, 4, 4, 4, 5]
    assert page.rows[-1][-1].label == "More"


def test_films_with_a_menu_below_leave_it_a_row() -> None:
    reply = Reply("Five:", tuple(film(n, *choices(n)) for n in range(5)), choices(9), menu=Menu("Which?", choices(9)))
    first, second = pages(reply, {}, UPLOAD)
    assert [len(row) for row in first.rows] == [4, 4, 4]
    assert [len(row) for row in second.rows] == [4, 4, 4]
    assert (first.menu, second.menu and second.menu.label) == (None, "Which?")


def test_ten_films_go_over_two_messages_and_places_go_on() -> None:
    reply = Reply("Ten films:", tuple(film(n, *choices(n)) for n in range(10)), (Button("More", More("a7f3")),))
    first, second = pages(reply, {}, UPLOAD)
    assert (first.first, second.first) == (1, 6)
    assert second.embeds[0].title is not None
    assert second.embeds[0].title.startswith("6. ")
    assert second.rows[0][0].label == "6 👍"
    assert [button.label for row in first.rows for button in row if "More" in button.label] == []
    assert second.rows[-1][-1].label == "More"


def test_two_buttons_that_say_the_same_become_one() -> None:
    (page,) = pages(Reply("?", buttons=(Button("Help", Help()), Button("Help me", Help()))), {}, UPLOAD)
    assert [button.label for row in page.rows for button in row] == ["Help"]


def test_members_who_are_called_are_notified_once_and_nobody_else() -> None:
    told = " ".join(person(key) for key in ("11", "12", "13"))
    long = f"{told}\n{'word ' * 500}\n{told}"
    first, *others = pages(Reply(long, calls=("12", "11", "12", "99")), {}, UPLOAD)
    assert sorted(first.calls) == ["11", "12"]
    assert others
    assert not any(page.calls for page in others)


def test_a_card_tells_of_moments_and_people_as_discord_does_and_a_button_in_words() -> None:
    body = f"Suggested by {person('11')} on {moment(NOW, 'UTC')}."
    reply = Reply("One film:", (Card(FILMS[0], body),), (Button(f"For {person('11')}", Help()),))
    (page,) = pages(reply, {}, UPLOAD)
    assert page.embeds[0].description == "Suggested by <@11> on <t:1795802400:F>."
    assert page.rows[0][0].label == "For 11"
    (in_words,) = pages_in_words(reply, UPLOAD)
    assert "Suggested by <@11> on <t:1795802400:F>." in in_words.text


def test_a_vote_on_twenty_films_fits_one_message() -> None:
    votes = tuple(Button(f"{n}. {'x' * 150}", Approve(f"#{9_000_000 + n}", "a" * 12)) for n in range(1, 21))
    own = (Button("Secret veto", Veto("", "a" * 12)), Button("Close the vote", CloseVote("a" * 12)))
    more = (
        Button("I'm in", Attend(Presence.IN, "a" * 12)),
        Button("The night", ShowNight("a" * 12, "picks 1795802400")),
    )
    (page,) = pages(Reply("Vote:", buttons=(*votes, *own, *more)), {}, UPLOAD)
    check(page)
    assert [len(row) for row in page.rows] == [5, 5, 5, 5, 4]


def test_a_film_without_any_picture_still_shows() -> None:
    (page,) = pages(Reply("One film:", (Card(FILMS[0], ""),)), {}, UPLOAD)
    assert page.embeds[0].title == "The Matrix (1999)"
    assert isinstance(page.embeds[0], discord.Embed)
    assert page.embeds[0].image.url is None
