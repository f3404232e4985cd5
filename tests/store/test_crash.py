"""The store under `crash_test.py` of the measuring kits: every fault it knows, on the program's own saves.

Needs the kits in `../shared` beside the project, and some minutes: `pytest -m slow tests/store/test_crash.py -rs`.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIT = ROOT.parent / "shared" / "bench" / "crash_test.py"
MODES = ("kill", "calls", "enospc", "diskfull", "concurrent", "power", "tail", "truncate", "empty", "zeros", "bitflip")
IGNORED = (
    *("*/locks/*", "*/locks/", "*/.syncthing.*.tmp"),
    "*/index.sqlite*",  # made again from the files
    "*/undo.jsonl",  # what can be taken back; a power cut may take the last steps of it
)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_no_fault_costs_an_acknowledged_write_unsaid(mode: str) -> None:
    if not KIT.exists():
        pytest.skip(f"the crash test is not here: {KIT}")
    benchmarks = ROOT / "tests" / "benchmarks"
    command = [
        *(sys.executable, str(KIT), "--modes", mode, "--depth", "8", "--rounds", "50"),
        *("--writer", f"{sys.executable} {benchmarks / 'store_writer.py'} {{dir}} {{id}} {{count}}"),
        *("--check", f"{sys.executable} {benchmarks / 'store_check.py'} {{dir}}"),
        *(word for pattern in IGNORED for word in ("--ignore", pattern)),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "skipped" in run.stdout:
        pytest.skip(run.stdout.strip().splitlines()[-1])
    assert run.returncode == 0, run.stdout + run.stderr
