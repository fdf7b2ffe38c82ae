"""What can go wrong, sorted by who must act: the member, somebody outside, or the operator."""


class ReelmatesError(Exception):
    """The text is one plain sentence that says what happened and what to do."""


class MemberError(ReelmatesError):
    """The member can put it right; shown in the chat as it is."""


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
