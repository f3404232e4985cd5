"""A sync of 500 feeds on loopback, with figures: slow, dead, moved, huge and broken ones among them. Linux only.

    python -m tests.benchmarks.feed_farm [farm|kill|cpu] [--seed N]

Run from the project's folder. `farm`: one run over all of them, its time against the slowest polite schedule, and the memory of
all its processes. `kill`: the same, killed with SIGKILL at ten random moments; what is lost or doubled then. `cpu`: 200 new
entries fetched, cleaned and kept, against cleaning the same pages alone. Ends with status 1 if a figure is over its limit.
"""

import argparse
import heapq
import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader.library.config import Config
from reader.library.examining import examine_page
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.sync.process import SyncOutcome, SyncProcess, calm_collector
from reader.library.sync.turns import Politeness
from reader.model.dates import utc_now
from reader.model.feed import Feed, feed_id_of_url
from reader.model.identity import article_id_of_url
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.feed_settings import change_feeds
from tests.benchmarks.feed_server import OLD_ENTRIES, PAGE_SECONDS, FarmFeed, farm, page_of

PORT = 18_473
DEADLINE_SECONDS = 10.0
"""As config.toml has it here; the program's own 15 would hide what else takes time."""
MOST_SCHEDULES = 1.5
MOST_MB = 250
MOST_CPU = 1.3
NEW_ENTRIES = 200
WARMING = 20
"""Pages that are cleaned before anything is measured: modules and patterns come with the first ones."""
RUNS = 5
"""Of which the median counts."""


@contextmanager
def served(new: int, share_new: float) -> Iterator[list[FarmFeed]]:
    """Run the servers of a farm."""
    command = (sys.executable, "-m", "tests.benchmarks.feed_server", str(new), str(share_new), str(PORT))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if process.stdout.readline().strip() != b"ready":
            raise SystemExit("the servers of the farm did not start")
        try:
            yield farm(new, share_new)
        finally:
            process.stdin.close()
            process.kill()


def made_library(root: Path, feeds: list[FarmFeed]) -> Library:
    """Return a library that is subscribed to all of them and has seen all but what is new."""
    hosts = tuple(sorted({feed.host for feed in feeds}))
    config = Config(confirmed_hosts=hosts, fetch_deadline_seconds=DEADLINE_SECONDS, feed_pictures=False, images=False)
    library = Library.open(folders=Folders.below(root), config=config)
    subscribed = {
        url: Feed(id=feed_id_of_url(url), url=url, title=f"Farm {n}") for n, url in enumerate(map(url_of, feeds))
    }
    change_feeds(library._stores.places, lambda before: {feed.id: feed for feed in subscribed.values()})
    for feed in feeds:
        old = {f"{feed.number}-{n}": article_id_of_url(page_url(feed, n)) for n in range(OLD_ENTRIES)}
        library._stores.feeds.tick_off(subscribed[url_of(feed)].id, old, utc_now().date())
    return library


def url_of(feed: FarmFeed) -> str:
    """Return the address of a feed."""
    return f"http://{feed.host}:{PORT}{feed.path}"


def page_url(feed: FarmFeed, entry: int) -> str:
    """Return the address of an entry's page."""
    return f"http://{feed.host}:{PORT}/page/{feed.number}/{entry}"


def slowest_schedule(feeds: list[FarmFeed], politeness: Politeness) -> float:
    """Return how long the slowest host takes if each is asked as politely as it is, and nothing but servers takes time."""
    jobs: dict[str, list[float]] = {}
    for feed in feeds:
        seconds = DEADLINE_SECONDS if feed.kind == "dead" else feed.seconds
        jobs.setdefault(feed.host, []).append(seconds)
        jobs[feed.host] += [PAGE_SECONDS] * feed.brings
    slowest = max(_makespan(seconds, politeness) for seconds in jobs.values())
    return max(slowest, sum(map(sum, jobs.values())) / politeness.hosts_at_once)


def _makespan(seconds: list[float], politeness: Politeness) -> float:
    free = [0.0] * politeness.at_once
    for one in seconds:
        heapq.heapreplace(free, free[0] + one + politeness.pause_seconds)
    return max(free) - politeness.pause_seconds


class Memory(threading.Thread):
    """Watches what a process and its children hold, in MB; memory that several share counts once."""

    def __init__(self, pid: int, *, without: Collection[int] = ()) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._without = frozenset(without)
        self._over = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(
                self.peak, sum(_held_mb(pid) for pid in processes_of(self._pid) if pid not in self._without)
            )

    def stop(self) -> float:
        """Return the peak."""
        self._over.set()
        self.join()
        return self.peak


def processes_of(pid: int) -> list[int]:
    """Return a process and all that it and those below it have started, from whichever thread."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _held_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def check(library: Library, feeds: list[FarmFeed]) -> list[str]:
    """Return what is lost or doubled, a line each."""
    stores = library._stores
    counts = Counter(record.source for record in stores.articles.records())
    wanted = {page_url(feed, OLD_ENTRIES + n) for feed in feeds for n in range(feed.brings)}
    faults = [f"lost: {url}" for url in sorted(wanted - set(counts))]
    faults += [f"doubled: {url}" for url, count in counts.items() if count > 1]
    faults += [f"nobody asked for {url}" for url in sorted(set(counts) - wanted)]
    subscribed = stores.settings.load().feeds
    faults += [f"still waiting in {feed_id}" for feed_id in subscribed if stores.feeds.waiting(feed_id)]
    return faults


def listen(process: SyncProcess, seconds: float = 600.0) -> None:
    """Wait for a sync to end, no longer than that."""
    until = time.monotonic() + seconds
    while process.outcome is None and time.monotonic() < until:
        time.sleep(0.01)
        process.poll()


def _home(root: Path) -> dict[str, str]:
    """Return the environment of a user whose folders are below `root`; the library's state is where `made_library` has it."""
    state = root / "state-home"
    state.mkdir()
    (state / "pressmark").symlink_to(root / "state")
    names = {"XDG_CONFIG_HOME": root / "config", "XDG_STATE_HOME": state, "XDG_DATA_HOME": root, "XDG_CACHE_HOME": root}
    return {**os.environ, **{name: str(path) for name, path in names.items()}}


def run_farm() -> bool:
    """One run over all."""
    with served(1, 0.5) as feeds, tempfile.TemporaryDirectory() as root, made_library(Path(root), feeds) as library:
        wanted = sum(feed.brings for feed in feeds)
        library.close()
        config = Path(root) / "config/pressmark/config.toml"
        config.parent.mkdir(parents=True)
        hosts = ", ".join(f'"{host}"' for host in library.config.confirmed_hosts)
        config.write_text(
            f"fetch_deadline_seconds = {DEADLINE_SECONDS}\nimages = false\nconfirmed_hosts = [{hosts}]\n",
            encoding="utf-8",
        )
        before = os.times()
        began = time.monotonic()
        command = (sys.executable, "-m", "reader", "--library", str(library.folder), "feeds", "sync", "--json")
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_home(Path(root))
        ) as process:
            memory = Memory(process.pid)
            memory.start()
            assert process.stdout is not None
            report = json.loads(process.stdout.read())
        seconds, peak = time.monotonic() - began, memory.stop()
        after = os.times()
        schedule = slowest_schedule(feeds, Politeness())
        faults = check(library, feeds)
        print(f"{len(feeds)} feeds at {len({feed.host for feed in feeds})} hosts, {wanted} new entries")
        print(f"  came: {report['new']} new, {report['failed']} feeds failed, {len(faults)} faults")
        print(f"  time: {seconds:.1f} s, {seconds / schedule:.2f} x the slowest polite schedule of {schedule:.1f} s")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        print(f"  memory of all its processes: {peak:.0f} MB at most; CPU {cpu:.1f} s")
        for fault in faults[:10]:
            print(f"  {fault}")
        return not faults and seconds <= MOST_SCHEDULES * schedule and peak <= MOST_MB and report["new"] == wanted


def run_kill(seed: int) -> bool:
    """The same, killed at ten random moments."""
    chance = random.Random(seed)
    with served(2, 1.0) as feeds, tempfile.TemporaryDirectory() as root, made_library(Path(root), feeds) as library:
        alive = [feed for feed in feeds if feed.kind not in ("dead", "refused", "broken")]
        for number in range(10):
            moment = chance.uniform(0.5, 12.0)
            process = library.start_sync(is_forced=True)
            listen(process, moment)
            for pid in processes_of(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.stop()
            there = sum(1 for _ in library._stores.articles.ids())
            print(f"  killed after {moment:.2f} s ({number + 1}): {there} articles by then, {process.outcome}")
        ids = [feed_id_of_url(url_of(feed)) for feed in alive]
        process = library.start_sync(ids, is_forced=True)
        listen(process)
        faults = check(library, feeds)
        wanted = sum(feed.brings for feed in feeds)
        print(f"after ten kills and a whole run ({process.outcome}): {wanted} wanted, {len(faults)} lost or doubled")
        for fault in faults[:10]:
            print(f"  {fault}")
        return not faults and process.outcome is SyncOutcome.DONE


def run_cpu() -> bool:
    """CPU of 200 new entries against cleaning alone, in turns; what cleans is warm in both."""
    per_feed = 4
    ratios = []
    with served(per_feed, 1.0) as feeds:
        servers = frozenset(processes_of(os.getpid())[1:])
        chosen = [feed for feed in feeds if feed.kind == "quick"][: NEW_ENTRIES // per_feed]
        pages = [
            (page_url(feed, OLD_ENTRIES + n), page_of(feed.number, OLD_ENTRIES + n))
            for feed in chosen
            for n in range(per_feed)
        ]
        _clean(pages[:WARMING])
        calm_collector()  # as the command line and the process do
        after = _clean(pages)
        for _ in range(RUNS):
            before_it = after
            with tempfile.TemporaryDirectory() as root, made_library(Path(root), chosen) as library:
                library.sync_pause_seconds = 0.0
                cold = _cpu(servers)
                for page in map(_page, pages[:WARMING]):
                    library.cleaner.clean(page, is_lenient=True)
                before = _cpu(servers)
                report = library.sync_feeds()
                whole = _cpu(servers) - before
            assert report.new == NEW_ENTRIES, report
            after = _clean(pages)
            alone = (before_it + after) / 2  # the machine is not as fast from one minute to the next
            starting = max(0.0, before - cold - alone * WARMING / NEW_ENTRIES)
            ratios.append(whole / alone)
            size = statistics.mean(len(content) for _, content in pages) / 1024
            print(
                f"  {NEW_ENTRIES} entries of {size:.0f} KB: {whole / NEW_ENTRIES * 1000:.1f} ms CPU each, cleaning alone "
                f"{alone / NEW_ENTRIES * 1000:.1f} ms: {whole / alone:.2f} x "
                f"({(whole + starting) / alone:.2f} x with the start of what cleans)"
            )
    ratio = statistics.median(ratios)
    print(f"CPU of a new entry, fetched, cleaned and kept: {ratio:.2f} x cleaning alone")
    return ratio <= MOST_CPU


def _clean(pages: list[tuple[str, bytes]]) -> float:
    began = time.process_time()
    for page in map(_page, pages):
        examine_page(page, is_lenient=True)
    return time.process_time() - began


def _page(page: tuple[str, bytes]) -> Page:
    url, content = page
    return Page(content=content, form=PageForm.HTML, origin=PageOrigin.URL, url=url, content_type="text/html")


def _cpu(without: Collection[int]) -> float:
    """Return the CPU time of this process, of its children that have ended, and of those that run but `without` these."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    running = sum(_cpu_of(pid) for pid in processes_of(os.getpid())[1:] if pid not in without)
    return time.process_time() + ended.ru_utime + ended.ru_stime + running


def _cpu_of(pid: int) -> float:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return 0.0


def main() -> int:
    """Run what is asked for, or all."""
    parser = argparse.ArgumentParser(description="A sync of 500 feeds on loopback, with figures.")
    parser.add_argument("what", nargs="?", choices=("farm", "kill", "cpu"))
    parser.add_argument("--seed", type=int, default=20_261_123)
    options = parser.parse_args()
    runs = {"farm": run_farm, "kill": lambda: run_kill(options.seed), "cpu": run_cpu}
    chosen = [options.what] if options.what else list(runs)
    passed = [runs[name]() for name in chosen]  # each of them is run, whatever the one before came to
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
