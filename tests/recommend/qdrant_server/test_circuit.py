"""A server that keeps failing is left alone for a while, and then tried by one."""

from bot.recommend.qdrant_server.circuit import Circuit


def _after(*moments: float) -> Circuit:
    circuit = Circuit()
    for moment in moments:
        circuit = circuit.sent(moment).failed(moment)
    return circuit


def test_two_failures_in_a_row_stop_nobody() -> None:
    assert not _after(0, 1).is_resting(1)


def test_three_failures_in_a_row_give_the_server_a_rest_of_five_seconds() -> None:
    circuit = _after(0, 1, 2)
    assert circuit.is_resting(2)
    assert circuit.is_resting(6.9)
    assert not circuit.is_resting(7)


def test_after_the_rest_one_goes_out_and_the_others_wait_for_how_it_fares() -> None:
    circuit = _after(0, 1, 2).sent(8)
    assert circuit.is_resting(8)
    assert circuit.failed(10).is_resting(14.9)
    assert not circuit.failed(10).is_resting(15)


def test_one_that_went_out_and_never_came_back_is_followed_by_another() -> None:
    circuit = _after(0, 1, 2).sent(8)
    assert not circuit.is_resting(13)
    assert circuit.sent(13).is_resting(13)


def test_a_rest_that_the_server_asked_for_is_kept_up_to_a_minute() -> None:
    assert Circuit().failed(0, asked_to_rest_s=7).is_resting(6.9)
    assert not Circuit().failed(0, asked_to_rest_s=7).is_resting(7)
    assert not Circuit().failed(0, asked_to_rest_s=86_400).is_resting(60)
