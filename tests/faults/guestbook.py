"""What members of movie nights were answered, and what the bot has kept of it as they can read it themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Films = frozenset[int]
_VERDICTS = {"loved": "like", "fine": "seen", "not": "dislike"}
_TAPS = {"loved": "loved", "fine": "fine", "not": "not for me", "absent": "wasn't there"}


@dataclass(frozen=True, slots=True)
class Page:
    """One night: who comes, who approves of what, who suggested what, whose veto is used, and what was tapped."""

    presence: Mapping[str, str] = field(default_factory=dict)
    ballots: Mapping[str, Films] = field(default_factory=dict)
    suggested: Mapping[str, Films] = field(default_factory=dict)
    vetoed: frozenset[str] = frozenset()
    taps: Mapping[str, str] = field(default_factory=dict)

    @property
    def attendees(self) -> list[str]:
        """Who is in."""
        return sorted(name for name, presence in self.presence.items() if presence == "in")

    def answered(self, name: str, presence: str, is_decided: bool) -> "Page":
        """The member says whether they come; until the vote is over only those who do have a ballot."""
        ballots = self.ballots if presence == "in" or is_decided else _less(self.ballots, name)
        return replace(self, presence={**self.presence, name: presence}, ballots=ballots)

    def voted(self, name: str, film: int) -> "Page":
        """The member votes for a film, or takes that back."""
        ballots = {**self.ballots, name: self.ballots.get(name, Films()) ^ {film}}
        return replace(self, presence={**self.presence, name: "in"}, ballots=_filled(ballots))

    def with_suggestion(self, name: str, film: int) -> "Page":
        """The member suggests a film."""
        return replace(self, suggested={**self.suggested, name: self.suggested.get(name, Films()) | {film}})

    def without(self, film: int, by: str) -> "Page":
        """The member vetoes a film."""
        return replace(
            self,
            vetoed=self.vetoed | {by},
            ballots=_filled({name: films - {film} for name, films in self.ballots.items()}),
            suggested=_filled({name: films - {film} for name, films in self.suggested.items()}),
        )


@dataclass(frozen=True, slots=True)
class Guestbook:
    """A page for every night, and members' verdicts by film."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    verdicts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def unlike(self, other: "Guestbook") -> str:
        """In what the two differ."""
        return "\n".join(
            f"{name}: {mine!r} is not {theirs!r}"
            for (name, mine), (_, theirs) in zip(self._told(), other._told(), strict=True)
            if mine != theirs
        )

    def on(self, night: str, page: Page) -> "Guestbook":
        """The same with another page for this night."""
        return replace(self, pages={**self.pages, night: page})

    def liked(self, name: str, film: int) -> "Guestbook":
        """The same with a film that the member likes."""
        return self._with_verdict(name, film, "like")

    def tapped(self, night: str, name: str, tap: str, film: int) -> "Guestbook":
        """The night knows of the tap, and the member's taste does."""
        page = self.pages[night]
        return self.on(night, replace(page, taps={**page.taps, name: _TAPS[tap]})).judged(name, film, tap)

    def judged(self, name: str, film: int, tap: str) -> "Guestbook":
        """Only the member's taste knows of the tap."""
        return self if tap == "absent" else self._with_verdict(name, film, _VERDICTS[tap])

    def of_nights(self, nights: Mapping[str, Page]) -> "Guestbook":
        """The pages of these nights alone; a night of which nobody has said anything has an empty one."""
        return replace(self, pages={night: self.pages.get(night, Page()) for night in nights})

    def _told(self) -> list[tuple[str, object]]:
        return [*sorted(self.pages.items()), ("verdicts", self.verdicts)]

    def _with_verdict(self, name: str, film: int, verdict: str) -> "Guestbook":
        return replace(self, verdicts={**self.verdicts, name: {**self.verdicts.get(name, {}), film: verdict}})


def as_kept(rows: Mapping[str, Mapping[str, Any]]) -> Guestbook:
    """The book as everybody's own data tell it, by name."""
    said: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for name, tables in rows.items():
        for row in tables.get("night_members", ()):
            said.setdefault(row["night_id"], []).append((name, row))
    pages = {
        night: Page(
            presence={name: row["presence"] for name, row in of_it if row["presence"]},
            ballots={name: Films(row["ballot"]) for name, row in of_it if row["ballot"]},
            suggested={name: Films(row["suggested"]) for name, row in of_it if row["suggested"]},
            vetoed=frozenset(name for name, row in of_it if row["has_vetoed"]),
            taps={name: row["tap"] for name, row in of_it if row["tap"]},
        )
        for night, of_it in said.items()
    }
    verdicts = {
        name: {row["movie_id"]: row["verdict"] for row in tables["verdicts"]}
        for name, tables in rows.items()
        if tables.get("verdicts")
    }
    return Guestbook(pages, verdicts)


def _less(said: Mapping[str, Films], name: str) -> Mapping[str, Films]:
    return {one: films for one, films in said.items() if one != name}


def _filled(said: Mapping[str, Films]) -> Mapping[str, Films]:
    return {name: films for name, films in said.items() if films}
