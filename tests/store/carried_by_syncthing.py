"""Two instances of Syncthing on loopback that carry a library between two machines.

Nothing leaves this computer: no discovery, no relays, no NAT traversal, no upgrades, no reports. Works with Syncthing 1.19 and
later. Waiting is on Syncthing's own events, never on the clock: a state is looked at anew when one of the two has told
something. Conflict copies are kept without limit (`maxConflicts` -1), as the README asks users to set it.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from tests.store.machines import Machine, content_of, two_machines

PROGRAM = shutil.which("syncthing")
TIMEOUT_SECONDS = 180.0
"""Nothing here takes a tenth of this; who waits so long waits for an event that never comes."""

_FOLDER = "library"
_OPTIONS = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "stunKeepaliveStartS": "0",
    "crashReportingEnabled": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "startBrowser": "false",
    "reconnectionIntervalS": "1",
}


class Round(NamedTuple):
    """What came of a round of edits on both machines."""

    number: int
    way: str
    """`apart`: both were cut off while they were written to; `together`: both ran."""
    copies: int
    """Conflict copies that Syncthing left."""
    annotations: int
    beside: int
    """Annotations that have something beside them now."""
    faults: tuple[str, ...]


class Syncthing:
    """One running instance."""

    def __init__(self, home: Path, folder: Path, signal: threading.Condition) -> None:
        self.home = home
        self.folder = folder
        self.port = _free_port()
        self._signal = signal
        self._gui = f"127.0.0.1:{_free_port()}"
        self._is_stopped = False
        _run("generate", "--home", str(home))
        self._config = ElementTree.parse(home / "config.xml")  # written by the line above
        root = self._config.getroot()
        self.device = str(next(child.get("id") for child in root if child.tag == "device" and child.get("id")))
        self._key = str(root.findtext("gui/apikey"))
        self._process: subprocess.Popen[str] | None = None

    def configure(self, other: "Syncthing") -> None:
        """Know the other instance, the folder, and nothing else of the world."""
        root = self._config.getroot()
        for child in [child for child in root if child.tag in ("folder", "device")]:
            root.remove(child)
        for one in (self, other):
            device = ElementTree.SubElement(root, "device", id=one.device, name=one.home.name, compression="never")
            ElementTree.SubElement(device, "address").text = f"tcp://127.0.0.1:{one.port}"
        attributes = {"id": _FOLDER, "path": str(self.folder), "type": "sendreceive", "rescanIntervalS": "3600"}
        folder = ElementTree.SubElement(root, "folder", attributes, fsWatcherEnabled="false")
        for one in (self, other):
            ElementTree.SubElement(folder, "device", id=one.device)
        ElementTree.SubElement(folder, "maxConflicts").text = "-1"
        options = root.find("options")
        assert options is not None
        for child in [child for child in options if child.tag in _OPTIONS or child.tag == "listenAddress"]:
            options.remove(child)
        for name, value in (*_OPTIONS.items(), ("listenAddress", f"tcp://127.0.0.1:{self.port}")):
            ElementTree.SubElement(options, name).text = value
        address = root.find("gui/address")
        assert address is not None
        address.text = self._gui
        self._config.write(self.home / "config.xml")
        (self.folder / ".stfolder").mkdir(parents=True, exist_ok=True)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the program for the length of the block."""
        command = [str(PROGRAM), "serve", "--home", str(self.home), "--no-browser"]
        process = subprocess.Popen(
            command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
        )
        self._process = process
        watchdog = threading.Timer(TIMEOUT_SECONDS, process.kill)
        watchdog.start()
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if "GUI and API listening" in line:
                break
        else:
            raise RuntimeError(f"Syncthing did not start:\n{''.join(lines[-20:])}")
        watchdog.cancel()
        threads = [threading.Thread(target=target, daemon=True) for target in (self._drain, self._listen)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_stopped = True
            process.terminate()
            process.wait(TIMEOUT_SECONDS)
            for thread in threads:
                thread.join(TIMEOUT_SECONDS)
            process.stdout.close()

    def ask(self, path: str, method: str = "GET", body: object = None, timeout: float = TIMEOUT_SECONDS) -> Any:
        """Ask the instance something by its REST interface."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://{self._gui}/rest/{path}",
            method=method,
            data=data,
            headers={"X-API-Key": self._key, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def scan(self) -> None:
        """Let the instance look at its folder; returns when it has."""
        self.ask(f"db/scan?folder={_FOLDER}", "POST")

    def pause(self, other: "Syncthing", is_paused: bool) -> None:
        """Cut the other instance off, or let it in again."""
        self.ask(f"config/devices/{other.device}", "PATCH", {"paused": is_paused})

    def is_connected(self, other: "Syncthing") -> bool:
        """Whether the two talk to one another."""
        connections = self.ask("system/connections")["connections"]
        return bool(connections.get(other.device, {}).get("connected"))

    def is_at_rest(self) -> bool:
        """Whether the instance has nothing left to do that it knows of."""
        status = self.ask(f"db/status?folder={_FOLDER}")
        return bool(status["state"] == "idle" and not status["needTotalItems"])

    def _drain(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        for _ in self._process.stdout:
            pass

    def _listen(self) -> None:
        """Wake whoever waits with every event."""
        last = 0
        while not self._is_stopped:
            with suppress(OSError, HTTPException, ValueError):
                for event in self.ask(f"events?since={last}&timeout=5", timeout=30) or ():
                    last = event["id"]
            with self._signal:
                self._signal.notify_all()


def carry(root: Path, *, rounds: int, seed: int, tell: Callable[[Round], None] = lambda _: None) -> list[Round]:
    """Let two machines work on a library that Syncthing carries; return what came of every round."""
    here, there = two_machines(root, seed)
    signal = threading.Condition()
    for machine in (here, there):
        machine.places.folder.mkdir(parents=True)
    here.keep_article(0)
    here.work(8)
    one, other = (Syncthing(root / f"{m.name}-syncthing", m.places.folder, signal) for m in (here, there))
    one.configure(other)
    other.configure(one)
    pair = _Pair((here, there), (one, other), signal)
    done: list[Round] = []
    with ExitStack() as stack:
        for instance in (one, other):
            stack.enter_context(instance.running())
        pair.settle()
        for number in range(1, rounds + 1):
            way = "together" if number % 3 == 0 else "apart"
            copies, faults = pair.apart(number) if way == "apart" else pair.together()
            shown = here.shown()
            beside = sum(1 for annotation in shown.values() if annotation.others)
            done.append(Round(number, way, copies, len(shown), beside, tuple(faults)))
            tell(done[-1])
    return done


class _Pair:
    """Both machines and both instances."""

    def __init__(
        self, machines: Sequence[Machine], instances: Sequence[Syncthing], signal: threading.Condition
    ) -> None:
        self._machines = machines
        self._instances = instances
        self._signal = signal
        self._differing: list[str] = []

    def apart(self, number: int) -> tuple[int, list[str]]:
        """Write on both sides while they are cut off from one another, then let them meet."""
        one, other = self._instances
        one.pause(other, True)
        self._wait_for(lambda: not one.is_connected(other))
        for machine in self._machines:
            machine.work(5)
            if number % 4 == 1:
                machine.keep_article(number // 4)
        for instance in self._instances:
            instance.scan()
        one.pause(other, False)
        self._wait_for(lambda: one.is_connected(other))
        return self.settle()

    def together(self) -> tuple[int, list[str]]:
        """Write on both sides while what the other writes comes in."""
        for _ in range(4):
            for machine, instance in zip(self._machines, self._instances, strict=True):
                machine.work(1)
                instance.scan()
        return self.settle()

    def settle(self) -> tuple[int, list[str]]:
        """Let both sides merge what comes until nothing comes; return how many copies there were, and what is wrong."""
        copies: set[str] = set()
        while True:
            self._meet()
            copies |= {name for name in content_of(self._machines[0].places.folder) if ".sync-conflict-" in name}
            if not sum([machine.sweep() for machine in self._machines]):
                break
        here, there = self._machines
        faults = [fault for machine in self._machines for fault in machine.faults()]
        if here.shown() != there.shown():
            faults.append("the machines differ")
        return len(copies), faults

    def _meet(self) -> None:
        """Wait until both folders hold the same, and both instances think so too."""
        for instance in self._instances:
            instance.scan()
        one, other = self._instances
        self._wait_for(lambda: one.is_connected(other) and all(instance.is_at_rest() for instance in self._instances))
        self._wait_for(self._is_met)

    def _is_met(self) -> bool:
        """Whether both folders hold the same and both instances are at rest; if not, they look again.

        Syncthing leaves a file alone that was written to while it was to be replaced, and comes back to it only after a
        minute, or when it is told to look.
        """
        one, other = (content_of(instance.folder) for instance in self._instances)
        if one == other and all(instance.is_at_rest() for instance in self._instances):
            return True
        self._differing = sorted({name for name, _ in set(one.items()) ^ set(other.items())})
        for instance in self._instances:
            instance.scan()
        return False

    def _wait_for(self, is_so: Callable[[], bool]) -> None:
        is_late = threading.Event()
        watchdog = threading.Timer(TIMEOUT_SECONDS, is_late.set)
        watchdog.start()
        try:
            with self._signal:
                while not _holds(is_so):
                    if is_late.is_set():
                        told = [instance.ask(f"folder/errors?folder={_FOLDER}") for instance in self._instances]
                        raise TimeoutError(f"the two instances do not come together: {self._differing}, {told}")
                    self._signal.wait(TIMEOUT_SECONDS)
        finally:
            watchdog.cancel()


def version() -> str:
    """Return what Syncthing is installed, "" for none."""
    if PROGRAM is None:
        return ""
    found = re.search(r"v\d+\.\d+\.\d+", _run("--version"))
    return found[0] if found else "unknown"


def _holds(is_so: Callable[[], bool]) -> bool:
    """Whether it is so; files that go while they are looked at mean that it is not."""
    try:
        return is_so()
    except OSError:
        return False


def _run(*arguments: str) -> str:
    command = [str(PROGRAM), *arguments]
    return subprocess.run(command, env=_environment(), check=True, capture_output=True, text=True).stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "STNODEFAULTFOLDER": "1", "STNOUPGRADE": "1", "STNORESTART": "1", "STMONITORED": "yes"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
