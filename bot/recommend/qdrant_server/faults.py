"""What may go wrong between us and a Qdrant server, told in one sentence each."""

import json

from grpc import StatusCode  # type: ignore[import-untyped]  # grpcio ships no types
from grpc.aio import AioRpcError  # type: ignore[import-untyped]  # grpcio ships no types
from qdrant_client.common.client_exceptions import QdrantException, ResourceExhaustedResponse
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse

from bot.errors import BadSettings, IndexUnavailable, NotIngested, ReelmatesError, SetupError

# The client lets a body that is no JSON out as ValueError, and one without a result as AssertionError.
FAULTS = (TimeoutError, ApiException, QdrantException, AioRpcError, ValueError, AssertionError)

_STATUS_OF = {
    StatusCode.UNAUTHENTICATED: 401,
    StatusCode.PERMISSION_DENIED: 403,
    StatusCode.NOT_FOUND: 404,
    StatusCode.RESOURCE_EXHAUSTED: 429,
    StatusCode.INVALID_ARGUMENT: 400,
    StatusCode.FAILED_PRECONDITION: 400,
    StatusCode.ALREADY_EXISTS: 409,
}


class Overloaded(IndexUnavailable):
    """The server asks for fewer requests, and may say how many seconds it wants to be left alone."""

    def __init__(self, sentence: str, retry_after_s: int | None) -> None:
        super().__init__(sentence)
        self.retry_after_s = retry_after_s


def fault_of(error: Exception, place: str) -> ReelmatesError:
    """Our error for one of FAULTS; `place` names the server."""
    match error:
        case TimeoutError():
            return _too_slow(place)
        case QdrantException():
            return _overloaded(error, place)
        case ResponseHandlingException() if not isinstance(error.source, ValueError):
            return _unreachable(place)
        case UnexpectedResponse() if error.status_code == 404 and not _is_from_qdrant(error.content):
            return _not_qdrant(place)
        case UnexpectedResponse():
            return _refusal(error.status_code or 500, place)
        case AioRpcError() if error.code() is StatusCode.UNAVAILABLE:
            return _unreachable(place)
        case AioRpcError() if error.code() is StatusCode.DEADLINE_EXCEEDED:
            return _too_slow(place)
        case AioRpcError():
            return _refusal(_STATUS_OF.get(error.code(), 500), place)
        case _:
            return _not_qdrant(place)


def nothing_ingested(place: str) -> NotIngested:
    """The server is there, our collections are not."""
    return NotIngested(f"The Qdrant server at {place} holds no film data yet; please run: reelmates ingest")


def left_alone(place: str) -> IndexUnavailable:
    """The server failed several times, and nothing was sent."""
    return IndexUnavailable(f"The Qdrant server at {place} keeps failing and is left alone; please try again soon.")


def _refusal(status: int, place: str) -> ReelmatesError:
    if status == 401:
        return BadSettings(f"The Qdrant server at {place} wants its key; please set QDRANT_API_KEY to it.")
    if status == 403:
        return BadSettings(f"The Qdrant server at {place} does not let this QDRANT_API_KEY do it; please set another.")
    if status == 404:
        return nothing_ingested(place)
    if status == 429:
        return _overloaded(None, place)
    if status >= 500:
        return IndexUnavailable(f"The Qdrant server at {place} failed ({status}); please try again soon.")
    if status >= 400:
        return SetupError(f"The Qdrant server at {place} refused a request ({status}); its log says why.")
    return _not_qdrant(place)


def _overloaded(error: QdrantException | None, place: str) -> Overloaded:
    retry_after_s = error.retry_after_s if isinstance(error, ResourceExhaustedResponse) else None
    when = "soon" if retry_after_s is None else f"in {retry_after_s} s"
    return Overloaded(f"The Qdrant server at {place} is overloaded; please try again {when}.", retry_after_s)


def _too_slow(place: str) -> IndexUnavailable:
    return IndexUnavailable(f"The Qdrant server at {place} did not answer in time; please try again soon.")


def _unreachable(place: str) -> IndexUnavailable:
    return IndexUnavailable(f"The Qdrant server at {place} does not answer; please start it or correct QDRANT_URL.")


def _not_qdrant(place: str) -> BadSettings:
    return BadSettings(f"What answers at {place} is not Qdrant 1.10 or newer; please correct QDRANT_URL.")


def _is_from_qdrant(content: bytes) -> bool:
    """Whether this is how Qdrant words an error: {"status": {"error": ...}}."""
    try:
        return bool(json.loads(content)["status"]["error"])
    except (ValueError, KeyError, TypeError):
        return False
