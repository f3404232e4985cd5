"""What a fetch costs the processor, alone and with 64 at once, with and without TLS.

    python -m tests.benchmarks.feed_fetching [--count N]

Run from the project's folder. The server on loopback is a process of its own; the time of this process is counted, the first
fetch with its imports and the context of TLS apart. A feed of 50 KB is sent.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from reader.fetch.feed import FeedDelivery, fetch_feed
from tests.fetch.site import CERTIFICATE, Asked, Line, Site

ROOT = Path(__file__).parents[2]
AT_ONCE = (1, 64)
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel>%s</channel></rss>' % (
    b"<item><title>Harbour</title></item>" * 1400
)


def serve(scheme: str) -> None:
    """Serve the feed at every path until standard input ends; print the address first."""
    site = Site(scheme)
    site.socket.listen(max(AT_ONCE) * 2)

    def answer(_asked: Asked, line: Line) -> None:
        line.page(FEED, kind="application/rss+xml")

    site.fallback = answer
    print(site.base, flush=True)
    sys.stdin.read()


def measure(scheme: str, count: int) -> None:
    """Print what `count` fetches cost, for each number of them at once."""
    command = (sys.executable, "-m", "tests.benchmarks.feed_fetching", "--serve", scheme)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().strip()

        def fetch(number: int) -> int:
            delivery = fetch_feed(f"{base}/{number}")
            assert isinstance(delivery, FeedDelivery)
            return len(delivery.content)

        began = time.process_time()
        fetch(0)
        print(f"{scheme}: the first {1000 * (time.process_time() - began):.0f} ms")
        for at_once in AT_ONCE:
            began, began_wall = time.process_time(), time.monotonic()
            with ThreadPoolExecutor(at_once) as threads:
                came = list(threads.map(fetch, range(count)))
            assert came == [len(FEED)] * count
            spent, wall = time.process_time() - began, time.monotonic() - began_wall
            each_ms, wall_ms = 1000 * spent / count, 1000 * wall / count
            print(f"{scheme}: {at_once:>2} at once  {each_ms:.2f} ms of the processor, {wall_ms:.2f} ms each")
        server.communicate()


def main() -> None:
    """Measure both schemes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500, help="fetches for each figure (default: 500)")
    parser.add_argument("--serve", choices=("http", "https"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    os.environ["SSL_CERT_FILE"] = str(CERTIFICATE)
    for scheme in ("http", "https"):
        measure(scheme, options.count)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
