"""Gives mutated bytes to a target under atheris, which looks for new paths through the code, not for new words.

    python tests/fuzzing/fuzz.py                            the names of the targets
    python tests/fuzzing/fuzz.py NAME --seconds 300         one of them; what fails is written to crash-… and told

atheris is no dependency of ours (`pip install atheris`; it has wheels for Linux). What libFuzzer says goes to stderr: executions,
coverage, and a stack of what failed, which becomes a case in `cases.py`.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

MOST_BYTES = 4_096
"""Of one input: what is deep is short, and long inputs are slow."""
MOST_SECONDS = 20
"""For one input: what takes longer is a find."""
MOST_MEGABYTES = 2_048


def main() -> int:
    """Run the fuzzer; its exit code."""
    parser = argparse.ArgumentParser(description="Give mutated bytes to one of the targets.")
    parser.add_argument("name", nargs="?", help="the target")
    parser.add_argument("--seconds", type=int, default=60, help="how long")
    parser.add_argument("--corpus", type=Path, help="a folder in which inputs that lead somewhere new are kept")
    options = parser.parse_args()
    try:
        import atheris  # type: ignore[import-untyped]  # published without types
    except ImportError:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["reader"]):
        import reader.library.library
        import reader.tui.settings  # noqa: F401  # what targets import is instrumented when it is imported here
        from tests.fuzzing.targets import EVERYWHERE, TARGETS, no_waiting_for_disks

        targets = {target.name: target for target in TARGETS}
        if options.name not in targets:
            print("\n".join(targets))
            return 0 if options.name is None else 2
        target = targets[options.name]
        with tempfile.TemporaryDirectory(prefix="pressmark-fuzz-") as folder, no_waiting_for_disks():
            room, seeds = Path(folder) / "room", Path(folder) / "seeds"
            room.mkdir()
            seeds.mkdir()
            for number, seed in enumerate(target.seeds):
                (seeds / str(number)).write_bytes(seed)
                target.run(seed, room)  # so that what it imports late is instrumented
            words = Path(folder) / "words"
            words.write_text("".join(map(_quoted, {*EVERYWHERE, *target.words} - {""})), encoding="ascii")
            corpus = [str(options.corpus)] if options.corpus else []
            arguments = [
                sys.argv[0],
                f"-dict={words}",
                f"-max_total_time={options.seconds}",
                f"-max_len={MOST_BYTES}",
                f"-timeout={MOST_SECONDS}",
                f"-rss_limit_mb={MOST_MEGABYTES}",
                "-print_final_stats=1",
                *corpus,
                str(seeds),
            ]
            atheris.Setup(arguments, lambda data: target.run(data, room))
            atheris.Fuzz()
    return 0


def _quoted(word: str) -> str:
    """Return a line of a dictionary as libFuzzer reads it."""
    letters = "".join(f"\\x{byte:02X}" for byte in word.encode("utf-8", "surrogatepass"))
    return f'"{letters}"\n'


if __name__ == "__main__":
    sys.exit(main())
