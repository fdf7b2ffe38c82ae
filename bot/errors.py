"""What can go wrong, sorted by who must act: the member, somebody outside, or the operator."""


class ReelmatesError(Exception):
    """The text is one plain sentence that says what happened and what to do, in English.

    Whom it concerns in the chat is told the message in their language, with the `values` in the places that name them.
    """

    def __init__(self, message: str = "", /, **values: object) -> None:
        written = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        super().__init__(message.format(**written) if values else message)
        self.message = message
        self.values = values


class MemberError(ReelmatesError):
    """The member can put it right; shown in the chat. A message without values may be a sentence that chat has made."""


class UnknownTitle(MemberError):
    """No film of the catalogue answers to these words."""


class OutsideError(ReelmatesError):
    """A service failed; the chat says to try again soon."""


class IndexUnavailable(OutsideError):
    """The neighbour index does not answer."""


class DatabaseUnavailable(OutsideError):
    """The database of members' state does not answer: locked, full, or out of reach."""


class DownloadFailed(OutsideError):
    """A data set could not be fetched."""


class SetupError(ReelmatesError):
    """The operator must act; printed without a traceback, exit code 2."""


class BadSettings(SetupError):
    """Settings that contradict themselves or cannot be read."""


class BadSource(SetupError):
    """A data set that is not in a form we understand."""


class NotIngested(SetupError):
    """There is no index yet."""


class IndexLocked(SetupError):
    """Another process is using the same data folder."""


class FolderUnusable(SetupError):
    """The data folder cannot be read or written."""
