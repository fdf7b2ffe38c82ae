"""What counts of all that one person says as several members. The statements are the same for both databases, and
`test_joining` runs them on both.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.database import Database, new_id, open_database, sqlite_url
from bot.taste.joining import Joining, JoiningStore
from bot.taste.later import LaterStore
from bot.taste.profile import TasteProfile, Verdict
from bot.taste.store import Change, Member, TasteStore
from tests.taste.sides import AFTERWARDS, ALICE, AT_WORK, ELSEWHERE, LATER, NAMES, SOON, films, join
from tests.world import ALIEN, ALIENS, MATRIX, NOW, TITANIC

LIKE, DISLIKE, SEEN = Verdict.LIKE, Verdict.DISLIKE, Verdict.SEEN


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(sqlite_url(tmp_path / "members.db"))
    yield opened
    await opened.close()


async def test_joined_tastes_are_one_from_every_side_and_know_what_was_said_elsewhere(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await tastes.judge(AT_WORK, [TITANIC], DISLIKE, SOON)
    await join(joining)
    taste = await tastes.taste_of(ALICE)
    assert (taste.likes, taste.dislikes, taste.elsewhere) == ({ALIEN}, {TITANIC}, {TITANIC})
    assert taste.said_here == TasteProfile(likes=frozenset({ALIEN}))
    assert (await tastes.taste_of(AT_WORK)).elsewhere == {ALIEN}
    assert await tastes.told(ALICE) == await tastes.told(AT_WORK) == [(TITANIC, DISLIKE), (ALIEN, LIKE)]


async def test_the_newest_word_on_a_film_counts(joining: JoiningStore, tastes: TasteStore) -> None:
    await tastes.judge(AT_WORK, [ALIEN], DISLIKE, SOON)
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await join(joining)
    assert await tastes.told(ALICE) == [(ALIEN, DISLIKE)]
    assert await tastes.judge(ALICE, [ALIEN], LIKE, LATER) == [Change(ALIEN, DISLIKE, LIKE)]
    assert await tastes.told(AT_WORK) == [(ALIEN, LIKE)]


async def test_the_later_word_counts_where_a_clock_is_slow(
    joining: JoiningStore, tastes: TasteStore, laters: LaterStore
) -> None:
    await join(joining)
    await tastes.judge(ALICE, [ALIEN], LIKE, LATER)
    await tastes.judge(AT_WORK, [ALIEN], DISLIKE, NOW)
    assert await tastes.told(ALICE) == [(ALIEN, DISLIKE)]
    await tastes.judge(ALICE, [ALIEN], None, NOW)
    assert await tastes.told(ALICE) == []
    await tastes.judge(AT_WORK, [MATRIX], LIKE, LATER)
    await laters.add(ALICE, [MATRIX], NOW)
    assert await films(laters, ALICE) == [MATRIX]


async def test_a_film_forgotten_on_one_side_can_be_judged_anew_on_the_other(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await tastes.judge(AT_WORK, [ALIEN], LIKE, NOW)
    await join(joining)
    await tastes.judge(ALICE, [ALIEN], None, SOON)
    assert await tastes.judge(AT_WORK, [ALIEN], LIKE, LATER) == [Change(ALIEN, None, LIKE)]
    assert await tastes.told(ALICE) == [(ALIEN, LIKE)]


async def test_undo_takes_back_what_was_said_here_and_brings_back_what_counted(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await join(joining)
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await tastes.judge(AT_WORK, [ALIEN], DISLIKE, SOON)
    await tastes.judge(ALICE, [ALIEN], SEEN, LATER)
    assert await tastes.undo(ALICE, AFTERWARDS) == [Change(ALIEN, SEEN, DISLIKE)]
    assert await tastes.undo(ALICE, AFTERWARDS) == [Change(ALIEN, DISLIKE, DISLIKE)]
    assert await tastes.undo(ALICE, AFTERWARDS) == []
    assert await tastes.told(ALICE) == [(ALIEN, DISLIKE)]


async def test_one_film_is_taken_back_to_what_counted(joining: JoiningStore, tastes: TasteStore) -> None:
    await join(joining)
    await tastes.judge(AT_WORK, [ALIEN], DISLIKE, NOW)
    await tastes.judge(ALICE, [ALIEN], LIKE, SOON)
    assert await tastes.take_back(ALICE, ALIEN, LATER) == [Change(ALIEN, LIKE, DISLIKE)]
    assert await tastes.undo(ALICE, AFTERWARDS) == [Change(ALIEN, DISLIKE, LIKE)]


async def test_a_film_forgotten_twice_comes_back_step_by_step(joining: JoiningStore, tastes: TasteStore) -> None:
    await tastes.judge(AT_WORK, [ALIEN], LIKE, NOW)
    await join(joining)
    steps = [(None, SOON), (DISLIKE, LATER), (None, AFTERWARDS)]
    seen = []
    for verdict, now in steps:
        seen.append(await tastes.told(AT_WORK))
        await tastes.judge(ALICE, [ALIEN], verdict, now)
    for before in reversed(seen):
        await tastes.undo(ALICE, AFTERWARDS)
        assert await tastes.told(AT_WORK) == before


async def test_of_what_was_taken_back_while_joined_nothing_is_left_after_parting(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await tastes.judge(AT_WORK, [ALIEN], LIKE, NOW)
    for parting in (ALICE, AT_WORK):
        await join(joining)
        await tastes.judge(ALICE, [ALIEN], None, SOON)
        await joining.part(parting)
        await join(joining)
        assert await tastes.told(ALICE) == [(ALIEN, LIKE)]
        await joining.part(ALICE)


async def test_one_parts_and_the_others_stay_joined(joining: JoiningStore, tastes: TasteStore) -> None:
    await join(joining)
    await join(joining, ELSEWHERE, ALICE)
    await tastes.judge(AT_WORK, [ALIEN], LIKE, NOW)
    await joining.part(AT_WORK)
    assert [alias.member for alias in await joining.aliases(ALICE)] == [ELSEWHERE]
    assert await tastes.told(ALICE) == []


async def test_what_one_said_is_told_as_said_here_only_while_it_holds(
    joining: JoiningStore, tastes: TasteStore
) -> None:
    await tastes.judge(ALICE, [ALIEN, MATRIX], LIKE, NOW)
    await join(joining)
    await tastes.judge(AT_WORK, [ALIEN], None, SOON)
    await tastes.judge(AT_WORK, [MATRIX], DISLIKE, SOON)
    assert (await tastes.taste_of(ALICE)).said_here == TasteProfile()


async def test_lists_to_watch_later_are_one(joining: JoiningStore, tastes: TasteStore, laters: LaterStore) -> None:
    await laters.add(ALICE, [ALIEN], NOW)
    await laters.add(AT_WORK, [MATRIX, ALIENS], SOON)
    await join(joining)
    assert await films(laters, ALICE) == await films(laters, AT_WORK) == [ALIENS, MATRIX, ALIEN]
    assert await laters.add(ALICE, [MATRIX], LATER) == []
    await tastes.judge(ALICE, [ALIENS], LIKE, LATER)
    assert await films(laters, AT_WORK) == [MATRIX, ALIEN]
    await laters.offer(ALICE, MATRIX, LATER)
    assert (await laters.waiting(AT_WORK))[0].offered_at == LATER


async def test_parted_each_has_the_films_they_put_on_the_list(joining: JoiningStore, laters: LaterStore) -> None:
    await laters.add(ALICE, [ALIEN], NOW)
    await laters.add(AT_WORK, [MATRIX], NOW)
    await join(joining)
    await laters.drop(ALICE, MATRIX)
    await joining.part(ALICE)
    assert await films(laters, ALICE) == [ALIEN]
    assert await films(laters, AT_WORK) == [MATRIX]


async def test_a_journal_from_before_links_can_still_be_undone(database: Database, tastes: TasteStore) -> None:
    await tastes.judge(ALICE, [ALIEN], LIKE, NOW)
    await tastes.judge(ALICE, [ALIEN], DISLIKE, SOON)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE changes SET before_at = NULL"))
    assert await tastes.undo(ALICE, LATER) == [Change(ALIEN, DISLIKE, LIKE)]
    assert await tastes.undo(ALICE, LATER) == [Change(ALIEN, LIKE, None)]


@dataclass(frozen=True, slots=True)
class Said:
    """One member says a verdict on a film, forgets it, or undoes what they said last."""

    who: int
    film: int
    verdict: Verdict | None
    is_undo: bool = False


@dataclass
class Model:
    """What members say as a stack each: undo takes the top away, and on a film each one's uppermost word is theirs."""

    stacks: list[list[tuple[int, int, Verdict | None]]]

    def own(self, who: int) -> dict[int, tuple[int, Verdict | None]]:
        return {film: (moment, verdict) for moment, film, verdict in self.stacks[who]}

    def counting(self, film: int) -> Verdict | None:
        words = [own[film] for who in range(len(self.stacks)) if film in (own := self.own(who))]
        return max(words)[1] if words else None

    def say(self, said: Said, moment: int) -> None:
        if said.is_undo:
            del self.stacks[said.who][-1:]
            return
        is_known = self.counting(said.film) == said.verdict
        own = self.own(said.who).get(said.film, (0, None))[1]
        if not (is_known and own == said.verdict) and not (is_known and said.verdict is None):
            self.stacks[said.who].append((moment, said.film, said.verdict))


_FILMS = (ALIEN, MATRIX)
_SAYINGS = st.lists(
    st.builds(
        Said,
        st.sampled_from([0, 1, 2]),
        st.sampled_from(_FILMS),
        st.sampled_from([LIKE, DISLIKE, None]),
        st.sampled_from([False, False, True]),
    ),
    max_size=10,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sayings=_SAYINGS)
def test_whatever_is_said_every_side_sees_the_latest_word_and_parting_leaves_each_their_own(
    sayings: Sequence[Said], tmp_path: Path
) -> None:
    asyncio.run(_tell(sayings, sqlite_url(tmp_path / "members.db")))


async def _tell(sayings: Sequence[Said], url: str) -> None:
    database = await open_database(url)
    try:
        tastes = TasteStore(database)
        joining = JoiningStore(database, tastes)
        sides = [Member(platform, "club", new_id()) for platform in ("discord", "slack", "local")]
        for side in sides[1:]:
            code = await joining.offer(sides[0], NAMES[ALICE], NOW)
            assert await joining.join(code, side, NAMES[ALICE], NOW) is Joining.DONE
        model = Model([[] for _ in sides])
        for minutes, said in enumerate(sayings):
            now = NOW + timedelta(minutes=minutes)
            if said.is_undo:
                await tastes.undo(sides[said.who], now)
            else:
                await tastes.judge(sides[said.who], [said.film], said.verdict, now)
            model.say(said, minutes)
            counting = {film: verdict for film in _FILMS if (verdict := model.counting(film)) is not None}
            assert [dict(await tastes.told(side)) for side in sides] == [counting] * len(sides)
        for who, side in enumerate(sides):
            await joining.part(side)
            own = {film: verdict for film, (_, verdict) in model.own(who).items() if verdict is not None}
            assert dict(await tastes.told(side)) == own
    finally:
        await database.close()
