"""Whether a server that failed several times is left alone for a while, so that nobody waits for it in vain."""

from dataclasses import dataclass, replace

_FAILURES_ALLOWED = 3
_REST_S = 5.0
_LONGEST_REST_S = 60.0


@dataclass(frozen=True, slots=True)
class Circuit:
    """Failures in a row, and until when nothing is sent; moments are seconds of any clock that only goes forward.

    After a rest one request goes out, and the next ones only when that was answered or another rest has passed.
    An answer of any kind makes it a new Circuit.
    """

    failures: int = 0
    rests_until: float | None = None

    def is_resting(self, now: float) -> bool:
        """Whether nothing must be sent now."""
        return self.rests_until is not None and now < self.rests_until

    def sent(self, now: float) -> "Circuit":
        """A request goes out; after a rest it is the only one for a while."""
        return self if self.rests_until is None else replace(self, rests_until=now + _REST_S)

    def failed(self, now: float, asked_to_rest_s: float | None = None) -> "Circuit":
        """A request failed; the server may have said how long it wants to be left alone."""
        failures = self.failures + 1
        if asked_to_rest_s is not None:
            return Circuit(failures, now + min(asked_to_rest_s, _LONGEST_REST_S))
        return Circuit(failures, now + _REST_S if failures >= _FAILURES_ALLOWED else None)
