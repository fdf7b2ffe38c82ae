"""Whole evenings as chance has them: who says what and when, and what the bot has to say by itself."""

import random
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from bot.nights.rules import SHORTLIST_LENGTH
from tests.faults.guestbook import Guestbook, Page
from tests.faults.lanterns import FILMS, lanterns_in
from tests.faults.lobby import Answer, Message

HOST = "alice"
MEMBERS = (HOST, "bob", "carol", "dave")
_A_DAY, _FILM_LASTS, _HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=150), timedelta(minutes=30)
_PICKS_BEFORE = (_A_DAY, timedelta(hours=2), _HALF_AN_HOUR, timedelta())
_USUALLY, _MORNING = time(20, tzinfo=UTC), time(10, tzinfo=UTC)
_Change = Callable[[Guestbook], Guestbook]


@dataclass(frozen=True, slots=True)
class Said:
    """A line. `after` is the guestbook once it has counted; one without it may be said twice."""

    name: str
    line: str
    after: _Change | None = field(default=None, repr=False)

    def possible(self, book: Guestbook) -> list[Guestbook]:
        """What the guestbook may be while nobody knows whether the line has counted."""
        return [book, self.after(book)] if self.after else [book]

    def has_counted(self, before: Guestbook, now: Guestbook) -> bool:
        """Whether the guestbook shows that it need not be said again."""
        return self.after is not None and before != now == self.after(before)


@dataclass(frozen=True, slots=True)
class Wait:
    """Time passes until then; the night has these messages to say by that moment."""

    until: datetime
    due: tuple[Message, ...] = ()


Step = Said | Wait
Steps = Generator[Step, Answer | None, None]


@dataclass
class Desk:
    """What is sure by now: the guestbook, and the time."""

    book: Guestbook
    now: datetime


class Programme:
    """Evening after evening in one channel; `evenings` of them are over, and the next film begins at `start_at`."""

    def __init__(self, chance: random.Random, desk: Desk) -> None:
        self.evenings = 0
        self.start_at = desk.now
        self._chance = chance
        self._desk = desk
        self._night = ""
        self._repeats = False
        self._is_decided = False
        self._vetoes: dict[str, int] = {}

    def steps(self) -> Steps:
        """All evenings, one after the other."""
        while True:
            yield from self._evening()
            self.evenings += 1

    def _evening(self) -> Steps:
        yield from self._plan()
        yield from self._some(2, 4, self._answers, self._suggests)
        if self._happens(0.2):
            self.start_at += timedelta(hours=1)
            yield Said(HOST, f"night move @{self.start_at.timestamp():.0f} of night {self._night}")
        yield from self._choose()
        yield from self._some(1, 4, self._answers, self._suggests, self._vetoes_one)
        if self._happens(0.1):
            yield from self._cancel()
            return
        if self._repeats and self._happens(0.3):
            yield Said(HOST, f"night once of night {self._night}")
            self._repeats = False
        yield from self._vote()
        yield from self._show()

    def _plan(self) -> Steps:
        """A night begins, unless it has followed the one before by itself."""
        if self._repeats:
            self.start_at = _on_day_of(self.start_at + _A_DAY, _USUALLY)
        else:
            self._repeats = self._happens(0.5)
            self.start_at = _on_day_of(self._desk.now, _USUALLY)
            yield Said(HOST, "night every day 20:00" if self._repeats else "night today 20:00")
        card = yield Said(HOST, "night")
        assert card
        self._night = next(found[1] for button in card["buttons"] if (found := re.search(r"of night (\w+)", button)))
        assert self._night not in self._desk.book.pages, "the next night is not there"
        self._desk.book = self._desk.book.on(self._night, Page({HOST: "in"}))
        self._vetoes, self._is_decided = {}, False

    def _choose(self) -> Steps:
        if self._happens(0.5):
            yield Said(HOST, f"picks of night {self._night}")
        else:
            moments = [self.start_at - before for before in _PICKS_BEFORE]
            yield self._wait(next(moment for moment in moments if moment > self._desk.now), "picks")
        listed = yield from self._listed()
        assert len(listed) >= SHORTLIST_LENGTH

    def _vote(self) -> Steps:
        """Nobody need open a vote; who has opened one need not close it."""
        is_open = self._happens(0.85)
        if is_open:
            yield Said(HOST, f"vote open of night {self._night}")
            yield from self._some(4, 8, self._votes, self._votes, self._votes, self._answers, self._vetoes_one)
        if is_open and self._happens(0.5):
            yield Said(HOST, f"close of night {self._night}")
            self._is_decided = True
            yield self._wait(self._desk.now, "decision")
            yield from self._some(0, 2, self._answers)
        overdue = ["decision"] if is_open and not self._is_decided else []
        yield self._wait(self.start_at - _HALF_AN_HOUR, *overdue, "reminder")

    def _show(self) -> Steps:
        yield self._wait(self.start_at, "start")
        over_at = self.start_at + _FILM_LASTS
        yield self._wait(over_at, "taps", *(["next"] if self._repeats else []))
        yield from self._some(3, 6, self._taps)
        yield self._wait(_on_day_of(self.start_at + _A_DAY, _MORNING), "result")

    def _cancel(self) -> Steps:
        yield Said(HOST, f"cancel yes of night {self._night}")
        yield self._wait(self._desk.now, "called", *(["next"] if self._repeats else []))
        if not self._repeats:
            yield self._wait(_on_day_of(self.start_at + _A_DAY, _MORNING))

    def _some(self, fewest: int, most: int, *deeds: Callable[[], Steps]) -> Steps:
        for _ in range(self._chance.randint(fewest, most)):
            yield from self._chance.choice(deeds)()

    def _answers(self) -> Steps:
        name, presence = self._chance.choice(MEMBERS[1:]), self._chance.choice(["in", "in", "in", "maybe", "out"])
        line = presence if self._happens(0.5) else f"{presence} of night {self._night}"
        yield self._of_page(name, line, lambda page: page.answered(name, presence, self._is_decided))

    def _suggests(self) -> Steps:
        name, film = self._chance.choice(MEMBERS), self._chance.randint(1, FILMS)
        listed = yield from self._listed()
        is_known = film in listed or film in self._gone
        if not is_known and len(self._page.suggested.get(name, ())) < 2:
            yield self._of_page(name, f"suggest #{film}", lambda page: page.with_suggestion(name, film))

    def _vetoes_one(self) -> Steps:
        able = [name for name in self._page.attendees if name not in self._page.vetoed]
        listed = yield from self._listed()
        if able and len(listed) > 1:
            name, film = self._chance.choice(able), self._chance.choice(listed)
            self._vetoes[name] = film
            yield self._of_page(name, f"veto #{film} of night {self._night}", lambda page: page.without(film, name))

    def _votes(self) -> Steps:
        able = [name for name in MEMBERS if self._page.presence.get(name) != "out"]
        listed = yield from self._listed()
        name, film = self._chance.choice(able), self._chance.choice(listed)
        line = f"vote #{film}" if self._happens(0.5) else f"vote #{film} of night {self._night}"
        yield self._of_page(name, line, lambda page: page.voted(name, film))

    def _taps(self) -> Steps:
        card = yield Said(HOST, f"night show {self._night}")
        assert card
        (film,), name = card["films"], self._chance.choice(MEMBERS)
        assert film not in self._gone
        is_new = film not in self._desk.book.verdicts.get(name, {}) and name not in self._page.taps
        tap, night = self._chance.choice(["loved", "not", "absent", *(["fine"] if is_new else [])]), self._night
        yield Said(name, f"tap {tap} of night {night}", lambda book: book.tapped(night, name, tap, film))

    def _listed(self) -> Generator[Step, Answer | None, list[int]]:
        """The films on the night's list, as its card has them; none of those that were taken off."""
        card = yield Said(HOST, f"night show {self._night}")
        assert card
        listed = [*card["films"], *lanterns_in([card["text"]])]
        assert not self._gone & set(listed)
        return listed

    def _of_page(self, name: str, line: str, change: Callable[[Page], Page]) -> Said:
        night = self._night
        return Said(name, line, lambda book: book.on(night, change(book.pages[night])))

    def _wait(self, until: datetime, *due: str) -> Wait:
        return Wait(until, tuple((self._night, kind) for kind in due))

    def _happens(self, how_often: float) -> bool:
        return self._chance.random() < how_often

    @property
    def _page(self) -> Page:
        return self._desk.book.pages[self._night]

    @property
    def _gone(self) -> set[int]:
        return {film for name, film in self._vetoes.items() if name in self._page.vetoed}


def _on_day_of(moment: datetime, clock: time) -> datetime:
    return datetime.combine(moment, clock)
