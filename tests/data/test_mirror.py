"""Tests of one request to a mirror."""

from __future__ import annotations

import re

import pytest

from tests.data.mirror_server import (
    Behaviour,
    closed_port,
    cut_off,
    hang_up,
    ranged,
    serving,
    status,
    whole,
    without_length,
    wrong_range,
)
from tfjs_bridge.data.mirror import MirrorError, open_url

BODY = bytes(range(256)) * 600


@pytest.mark.parametrize(
    ("behaviour", "offset", "start", "total"),
    [
        pytest.param(ranged(BODY), 0, 0, len(BODY), id="all of it"),
        pytest.param(ranged(BODY), 1000, 1000, len(BODY), id="the rest"),
        pytest.param(whole(BODY), 1000, 0, len(BODY), id="the rest, without ranges"),
        pytest.param(without_length(BODY), 0, 0, None, id="length unknown"),
    ],
)
def test_accepted_answers(behaviour: Behaviour, offset: int, start: int, total: int | None) -> None:
    """A body comes in pieces, and says where in the file it begins and how long the file is."""
    with serving(behaviour) as mirror, open_url(f"{mirror.url}f.gz", offset) as body:
        assert (body.start, body.total) == (start, total)
        assert b"".join(body.pieces()) == BODY[start:]


@pytest.mark.parametrize(
    ("behaviour", "offset", "reason", "is_transient", "is_part_good"),
    [
        pytest.param(status(404), 0, "HTTP 404 Not Found", False, True, id="missing"),
        pytest.param(status(503), 0, "HTTP 503 Service Unavailable", True, True, id="overloaded"),
        pytest.param(
            ranged(BODY), len(BODY), "HTTP 416 .*Range.*", False, False, id="past the end"
        ),
        pytest.param(
            whole(b"<p>", "text/html; charset=utf-8"),
            0,
            re.escape("a web page (text/html)"),
            False,
            True,
            id="web page",
        ),
        pytest.param(
            wrong_range(BODY),
            5,
            re.escape("another range (bytes 0-153599/153600)"),
            False,
            False,
            id="wrong range",
        ),
        pytest.param(
            cut_off(BODY, 70_000), 0, "only 70,000 of 153,600 bytes", True, True, id="cut off"
        ),
    ],
)
def test_refused_answers(
    behaviour: Behaviour, offset: int, reason: str, is_transient: bool, is_part_good: bool
) -> None:
    """An answer that is no file says what it is, and what can be done about it."""
    with (
        serving(behaviour) as mirror,
        pytest.raises(MirrorError) as caught,
        open_url(f"{mirror.url}f", offset) as body,
    ):
        list(body.pieces())
    assert re.fullmatch(reason, caught.value.reason)
    assert caught.value.is_reached
    assert (caught.value.is_transient, caught.value.is_part_good) == (is_transient, is_part_good)


@pytest.mark.parametrize(
    ("url", "is_transient"),
    [
        pytest.param(closed_port(), True, id="nobody listens"),
        pytest.param("http://mirror.invalid/", False, id="no such name"),
        pytest.param(f"http://{'a' * 64}/", False, id="no possible name"),
    ],
)
def test_no_answer(url: str, is_transient: bool) -> None:
    """Without any answer, only a refused connection is worth another try."""
    with pytest.raises(MirrorError, match=r"no answer \(.+\)") as caught, open_url(url, 0):
        pass
    assert not caught.value.is_reached
    assert caught.value.is_transient == is_transient


def test_a_silent_end_is_no_answer() -> None:
    """A connection that is closed before any answer counts as none."""
    with (
        serving(hang_up) as mirror,
        pytest.raises(MirrorError, match="no answer") as caught,
        open_url(mirror.url, 0),
    ):
        pass
    assert not caught.value.is_reached
