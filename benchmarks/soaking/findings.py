"""What the soak found, and whether it is what the product promises."""

import json
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from soaking.evenings import Channels, Evenings
from soaking.faults import Span, Troublemaker
from soaking.life import READINGS_A_SECOND, Bot, Failure, Life, Trouble
from soaking.members import Member

FLAT, MOST_MIB = 1.10, 600
_SETTLED_AFTER_S, _JUDGED_FOR_S = 150.0, 120.0


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold, what was found, and examples of where it does not."""

    must: str
    found: str
    broken: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found against it."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class Soaked:
    """All that took part; the `silent` are members whose record could not be had at the end."""

    bot: Bot
    members: Sequence[Member]
    evenings: Evenings
    channels: Channels
    trouble: Troublemaker
    silent: Sequence[str]
    is_ready: bool

    def claims(self) -> Iterator[Claim]:
        """Every claim in turn."""
        yield self._verdicts()
        yield self._errors()
        yield self._failures()
        yield self._stops()
        yield self._memory()
        yield self._nights()
        yield self._health()

    def _verdicts(self) -> Claim:
        books = [member.book for member in self.members]
        lost = [line for member in self.members for line in member.lost]
        unknown = [f"{name} could not be compared at the end" for name in self.silent]
        found = f"{sum(book.acknowledged for book in books):,} changes acknowledged, "
        found += f"{sum(book.doubtful for book in books)} lines of which nobody knew, "
        found += f"{sum(member.compared for member in self.members):,} comparisons with the record"
        return Claim("no acknowledged verdict is lost", found, (*lost, *unknown))

    def _errors(self) -> Claim:
        told = [failure.told for failure in self.bot.failures if failure.trouble is Trouble.BUG]
        logged = [line for life in self.bot.lives for line in _errors_in(life)]
        return Claim("no error that nobody foresaw", f"{len(told)} told, {len(logged)} logged", (*told, *logged))

    def _failures(self) -> Claim:
        foreseen = [failure for failure in self.bot.failures if failure.trouble is not Trouble.BUG]
        causes = Counter(_cause_of(failure, self.trouble.spans) for failure in foreseen)
        others = [
            f"{failure.trouble}: {failure.told}" for failure in foreseen if not _cause_of(failure, self.trouble.spans)
        ]
        told = ", ".join(f"{count} while {cause}" for cause, count in causes.items() if cause) or "none at all"
        return Claim("lines fail only while something is out of order", told, others)

    def _stops(self) -> Claim:
        stopped = [life for life in self.bot.lives if life.exit_code is not None]
        found = f"{sum(life.received for life in stopped):,} lines taken and answered in {len(stopped)} lives"
        broken = [
            f"exit code {life.exit_code} after {life.ended_in_s:.1f} s, {life.counts}, {life.received} received"
            for life in stopped
            if not life.ended_well
        ]
        return Claim("a stop finishes what is under way, within ten seconds", found, broken)

    def _memory(self) -> Claim:
        lives = [life.memory for life in self.bot.lives if life.memory]
        growths = [growth for memory in lives if (growth := growth_of(memory)) is not None]
        peak = max(map(max, lives))
        told = ", ".join(f"{growth:.3f}" for growth in growths) or "none long enough to judge"
        broken = [f"{growth:.3f}" for growth in growths if growth > FLAT]
        broken += [f"{peak:.0f} MiB"] if peak > MOST_MIB else []
        must = (
            f"memory grows by at most a factor of {FLAT} in a life once it has settled, and stays below {MOST_MIB} MiB"
        )
        return Claim(must, f"{told}; peak {peak:.0f} MiB", broken)

    def _nights(self) -> Claim:
        doubled = sum(count - 1 for count in self.channels.heard.values())
        found = f"{self.evenings.nights} nights, {self.channels.heard.total()} messages, {doubled} of them twice"
        return Claim("every movie night says all that it has to say", found, self.evenings.missed)

    def _health(self) -> Claim:
        broken = [f"{self.trouble.unseen} outages of Qdrant were not seen"] if self.trouble.unseen else []
        broken += [] if self.is_ready else ["not ready at the end"]
        return Claim(
            "the health route is red without Qdrant, and green at the end", "so it was" if not broken else "", broken
        )


def growth_of(memory: Sequence[float]) -> float | None:
    """The median of the last third of the readings over that of the first, the time to settle left out.

    None of a life too short to judge: what is loaded or drawn for the first time comes in the first minutes.
    """
    settled = memory[round(_SETTLED_AFTER_S * READINGS_A_SECOND) :]
    if len(settled) < _JUDGED_FOR_S * READINGS_A_SECOND:
        return None
    third = len(settled) // 3
    return statistics.median(settled[-third:]) / statistics.median(settled[:third])


def _cause_of(failure: Failure, spans: Sequence[Span]) -> str:
    return next((span.fault.value for span in spans if span.excuses(failure)), "")


def _errors_in(life: Life) -> Iterator[str]:
    """Lines of the log that tell of an error, and whatever is no line of the log, as a traceback of Python's own is."""
    for line in life.log.read_text(errors="replace").splitlines():
        try:
            level = json.loads(line)["level"]
        except (ValueError, KeyError):
            yield line
            continue
        if level in ("error", "critical"):
            yield line
