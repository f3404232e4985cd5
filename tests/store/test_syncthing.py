"""A library carried by Syncthing itself: two instances on loopback, edits on both sides, conflicts that do arise.

Runs wherever `syncthing` is installed (any version from 1.19 on) and says loudly where it is not. The whole run of 20 rounds:
`pytest -m slow tests/store/test_syncthing.py`; its figures: `python -m tests.benchmarks.syncing syncthing`.
"""

from pathlib import Path

import pytest

from tests.store.carried_by_syncthing import PROGRAM, carry

pytestmark = pytest.mark.skipif(
    PROGRAM is None,
    reason="SYNCTHING IS NOT INSTALLED: synchronising with the real thing was NOT tested (the README says how to get it)",
)


def test_nothing_is_lost_between_two_instances(tmp_path: Path) -> None:
    rounds = carry(tmp_path, rounds=3, seed=1)
    assert [one.faults for one in rounds] == [()] * 3
    assert sum(one.copies for one in rounds)
    assert sum(one.beside for one in rounds)


@pytest.mark.slow
def test_twenty_rounds(tmp_path: Path) -> None:
    rounds = carry(tmp_path, rounds=20, seed=20260102)
    assert [one.faults for one in rounds] == [()] * 20
    assert sum(one.copies for one in rounds) >= 20
