"""The vote of a night: who opens it, what a ballot is, what is shown of it, and how it is settled."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.reply import Reply
from tests.boards import everything_in
from tests.lounge import Lounge, open_lounge
from tests.world import button, ids_of, titles_of

_COUNT = re.compile(r"^\d+\. .*: (?:(?P<one>one vote)|(?P<count>\d+) votes)$", re.MULTILINE)


@pytest.fixture
async def lounge(tmp_path: Path) -> AsyncIterator[Lounge]:
    async with open_lounge(tmp_path) as opened:
        await opened.welcome()
        await opened.say("picks")
        yield opened


def listed(reply: Reply) -> list[str]:
    """The films of the list to vote on."""
    return re.findall(r"^\d+\. (.*?\(\d{4}\))", reply.text, re.MULTILINE)


def counted(reply: Reply) -> int:
    """All the votes that the card shows."""
    return sum(1 if found["one"] else int(found["count"]) for found in _COUNT.finditer(reply.text))


async def test_the_host_opens_the_vote_and_the_card_says_until_when(lounge: Lounge) -> None:
    assert "the host opens it with vote open" in (await lounge.say("vote", "bob")).text
    assert "The vote is not open yet" in (await lounge.say("vote 1")).text
    assert "for the host of this night" in (await lounge.say("vote open", "bob")).text
    shown = await lounge.say("vote open")
    assert not shown.private
    assert shown.text.startswith("The vote is open.\n")
    assert "until Saturday, 28 November 2026, 19:30 (UTC)." in shown.text
    assert len(listed(shown)) == 5
    assert "Nobody has voted yet." in shown.text
    assert (await lounge.say("vote open")).text == "The vote is open already."


async def test_who_manages_the_place_opens_and_closes_the_vote_too(lounge: Lounge) -> None:
    managed = replace(lounge, managers=frozenset({"dave"}))
    assert (await managed.say("vote open", "dave")).text.startswith("The vote is open.")
    assert (await managed.say("close", "dave")).text.startswith("The vote is closed; the film follows.")


async def test_for_the_host_the_bare_word_opens_the_vote(lounge: Lounge) -> None:
    assert (await lounge.say("vote")).text.startswith("The vote is open.")
    assert (await lounge.say("vote")).text.startswith("You vote for no film yet.")


async def test_a_press_opens_the_vote_on_the_card(lounge: Lounge) -> None:
    shown = await lounge.say("night")
    refused = await lounge.press(button(shown, "Open the vote"), "bob")
    assert refused.updated is None
    pressed = await lounge.press(button(shown, "Open the vote"))
    assert pressed.private
    assert pressed.text == "The vote is open."
    assert pressed.updated is not None
    assert listed(pressed.updated)


async def test_there_is_no_vote_on_nothing(lounge: Lounge) -> None:
    await lounge.say("cancel yes")
    await lounge.say("night tomorrow 9pm")
    assert "There is nothing to vote on yet" in (await lounge.say("vote open")).text


async def test_the_end_may_be_named_and_lies_before_the_start(lounge: Lounge) -> None:
    assert "has to end between now and the start" in (await lounge.say("vote open until tomorrow 9pm")).text
    assert "A vote ends once" in (await lounge.say("vote open until every friday 7pm")).text
    assert "19:00 (UTC)." in (await lounge.say("vote open until tomorrow 7pm")).text


async def test_the_end_is_named_by_the_clocks_of_the_space(lounge: Lounge) -> None:
    lounge.managers = frozenset({"alice"})
    await lounge.say("settings zone Europe/Berlin")
    assert "19:00 (Europe/Berlin)." in (await lounge.say("vote open until tomorrow 7pm")).text


async def test_an_end_that_is_not_clear_is_asked_about_and_the_room_hears_the_answer(lounge: Lounge) -> None:
    asked = await lounge.say("vote open quorum 2 until tomorrow 8")
    assert asked.private
    assert [one.label for one in asked.buttons] == ["Sat 28 Nov, 20:00", "Sat 28 Nov, 08:00"]
    answered = await lounge.press(asked.buttons[1])
    assert answered.private
    assert [post.text.splitlines()[0] for post in lounge.posts] == ["The vote is open."]
    assert "08:00 (UTC)." in lounge.posts[0].text
    assert "With fewer than 2 voters, the first film wins." in lounge.posts[0].text
    assert "I can't read a time" in (await lounge.say("vote open until whenever")).text


async def test_films_are_voted_for_by_number_title_or_press_and_taken_back_the_same_way(lounge: Lounge) -> None:
    shown = await lounge.say("vote open")
    first, second, third, *_ = listed(shown)
    assert f"You vote for {first}." in (await lounge.say("vote 1", "bob")).text
    assert f"You vote for {first} and {second}." in (await lounge.say(f"vote {second}", "bob")).text
    pressed = await lounge.press(button(shown, f"3. {third}"), "bob")
    assert f"You vote for {first}, {second} and {third}." in pressed.text
    await lounge.press(button(shown, f"1. {first}"), "bob")
    await lounge.say("vote 2", "bob")
    answered = await lounge.say("vote", "bob")
    assert answered.private
    assert f"You vote for {third}. You can change that until " in answered.text
    assert [one.label for one in answered.buttons if one.label.startswith("✓")] == [f"✓ 3. {third}"]


async def test_a_number_that_is_no_films_place_is_told(lounge: Lounge) -> None:
    await lounge.say("vote open")
    for line in ("vote 6", "vote 0"):
        assert (await lounge.say(line, "bob")).text == "The list has 5 films; say a number from 1 to 5."


async def test_the_same_ballot_twice_counts_one_voter(lounge: Lounge) -> None:
    await lounge.say("vote open counts")
    for line in ("vote 1", "vote 2", "vote 1", "vote 1"):
        await lounge.say(line, "bob")
    shown = await lounge.say("night")
    assert "One of you has voted." in shown.text
    assert counted(shown) == 2


async def test_a_ballot_is_answered_privately_and_the_card_shows_only_how_many_have_voted(lounge: Lounge) -> None:
    shown = await lounge.say("vote open")
    first, second, *_ = listed(shown)
    seen = []
    for film in (first, second):
        pressed = await lounge.press(button(shown, f"{listed(shown).index(film) + 1}. {film}"), "bob")
        assert pressed.private
        assert pressed.updated is not None
        assert "One of you has voted." in pressed.updated.text
        seen.append(list(everything_in(await lounge.say("night", "carol"))))
        await lounge.say(f"vote {film}", "bob")
    assert seen[0] == seen[1]
    assert lounge.posts == []


async def test_picks_made_anew_during_the_vote_do_not_tell_which_films_have_votes(lounge: Lounge) -> None:
    before = await lounge.say("vote open")
    await lounge.say("vote 2", "bob")
    await lounge.say("vote 4", "carol")
    assert listed(await lounge.say("picks")) == listed(before)


async def test_open_counts_add_up_to_the_ballots(lounge: Lounge) -> None:
    assert counted(await lounge.say("vote open counts")) == 0
    for line, name in (
        ("vote 1", "bob"),
        ("vote 2", "bob"),
        ("vote 2", "carol"),
        ("vote 2", "alice"),
        ("vote 5", "dave"),
    ):
        await lounge.say(line, name)
    shown = await lounge.say("night")
    assert counted(shown) == 5
    assert f"2. {listed(shown)[1]}" in shown.text
    assert re.search(r"^2\. .*: 3 votes$", shown.text, re.MULTILINE)
    assert "4 of you have voted." in shown.text


async def test_a_vote_says_that_one_comes(lounge: Lounge) -> None:
    await lounge.say("vote open")
    await lounge.say("maybe", "erin")
    for name in ("dave", "erin"):
        assert "You are in." in (await lounge.say("vote 1", name)).text
        assert "You are in." not in (await lounge.say("vote 2", name)).text
    assert "In (5): alice, bob, carol, dave and erin" in (await lounge.close()).text


async def test_those_who_cannot_come_do_not_vote_and_their_ballot_goes(lounge: Lounge) -> None:
    shown = await lounge.say("vote open counts")
    await lounge.say("vote 1", "bob")
    await lounge.say("out", "bob")
    assert counted(await lounge.say("night")) == 0
    for refused in (await lounge.say("vote 1", "bob"), await lounge.say("vote", "bob")):
        assert refused.text == "Votes are for those who come: say that you are in first."
    assert "Votes are for those who come" in (await lounge.press(shown.buttons[0], "bob")).text
    assert counted(await lounge.say("night")) == 0


async def test_a_vetoed_film_leaves_every_ballot(lounge: Lounge) -> None:
    shown = await lounge.say("vote open counts")
    first, second, *_ = listed(shown)
    for name in ("alice", "bob"):
        await lounge.say("vote 1", name)
    await lounge.say("vote 2", "bob")
    await lounge.say("veto 1", "carol")
    after = await lounge.say("night")
    assert first not in listed(after)
    assert counted(after) == 1
    assert "You vote for no film yet." in (await lounge.say("vote")).text
    assert f"You vote for {second}." in (await lounge.say("vote", "bob")).text
    refused = await lounge.press(button(shown, f"1. {first}"), "bob")
    assert refused.text == f"{first} is not on the list of this night."


async def test_most_votes_win(lounge: Lounge) -> None:
    third = listed(await lounge.say("vote open"))[2]
    for name in ("alice", "bob"):
        await lounge.say("vote 3", name)
    await lounge.say("vote 1", "carol")
    closed = await lounge.close()
    assert [str(card.movie) for card in closed.cards] == [third]
    assert "Chosen with 2 votes of 3 voters." in closed.text


async def test_a_tie_goes_to_what_suits_the_group_better_and_the_card_says_so(lounge: Lounge) -> None:
    first, *_ = listed(await lounge.say("vote open"))
    await lounge.say("vote 2", "bob")
    await lounge.say("vote 1", "carol")
    closed = await lounge.close()
    assert [str(card.movie) for card in closed.cards] == [first]
    assert "A tie at one vote; this one suits all of you best." in closed.text


async def test_a_tie_of_films_that_suit_alike_goes_to_the_first_on_the_list(lounge: Lounge) -> None:
    await lounge.say("cancel yes")
    await lounge.say("night tomorrow 9pm; western")
    await lounge.say("suggest Aliens", "bob")
    await lounge.say("suggest Amelie", "carol")
    shown = await lounge.say("vote open")
    for place in range(len(listed(shown))):
        await lounge.say(f"vote {place + 1}")
    closed = await lounge.close()
    assert titles_of(closed) == ["Aliens"]
    assert "A tie at one vote; this one stood first on the list." in closed.text


async def test_without_a_quorum_the_first_film_wins_and_the_card_says_so(lounge: Lounge) -> None:
    shown = await lounge.say("vote open quorum 3")
    for name in ("alice", "bob"):
        await lounge.say("vote 4", name)
    assert "With fewer than 3 voters, the first film wins." in (await lounge.say("night")).text
    closed = await lounge.close()
    assert [str(card.movie) for card in closed.cards] == listed(shown)[:1]
    assert "Too few have voted (2)" in closed.text


async def test_with_no_votes_the_first_film_wins_and_the_card_says_so(lounge: Lounge) -> None:
    shown = await lounge.say("vote open")
    closed = await lounge.close()
    assert [str(card.movie) for card in closed.cards] == listed(shown)[:1]
    assert "Nobody has voted, so the first film of the list it is." in closed.text


async def test_the_vote_is_closed_by_the_host_alone_and_once(lounge: Lounge) -> None:
    assert (await lounge.say("close")).text == "No vote is open."
    await lounge.say("vote open")
    assert "for the host of this night" in (await lounge.say("close", "bob")).text
    pressed = await lounge.press(button(await lounge.say("night"), "Close the vote"))
    assert pressed.private
    assert pressed.text == "The vote is closed; the film follows."
    assert pressed.updated is not None
    assert len(pressed.updated.cards) == 1
    assert (await lounge.say("close")).text == "No vote is open."


async def test_the_clock_ends_the_vote_and_nothing_said_later_changes_it(lounge: Lounge) -> None:
    shown = await lounge.say("vote open until tomorrow 7pm")
    await lounge.say("vote 2", "bob")
    lounge.world.clock.advance(hours=25)
    decided = await lounge.say("night")
    assert [str(card.movie) for card in decided.cards] == [listed(shown)[1]]
    for line, name in (
        ("vote 1", "carol"),
        ("vote 1", "bob"),
        ("vote", "bob"),
        ("close", "alice"),
        ("veto 2", "carol"),
    ):
        assert (await lounge.say(line, name)).private
    assert "The vote is over." in (await lounge.press(shown.buttons[0], "carol")).text
    await lounge.say("out", "bob")
    assert ids_of(await lounge.say("night")) == ids_of(decided)
