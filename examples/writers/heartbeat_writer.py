"""The heartbeat of one service, in Python 3.7 and later: copy this file beside your program, it needs nothing else.

    writer = HeartbeatWriter(heartbeat_dir="heartbeats", process_key="api")   # or HeartbeatWriter.from_environment()
    writer.beat()                     # at least three times per timeout_seconds
    writer.beat("draining", progress=0.5)
    writer.stop()                     # at a clean end

A beat never raises: it answers False and tells `on_error`. An instance that was replaced ends its process with 75, or calls
`on_superseded`. The rules are those of docs/heartbeat-protocol.md. It knows nothing of how the watchdog judges a beat.
"""

import json
import math
import os
import re
import stat
import threading
from datetime import datetime, timezone
from pathlib import Path

_PLAIN_NAME = re.compile(r"(?!\.{0,2}\Z)[^/\\\0]+\Z")
_MOST_BYTES = 65536
_SUPERSEDED = 75


class _Superseded(Exception):
    pass


class HeartbeatWriter:
    """Writes the heartbeat file of one service; a full or broken disk is told, never raised."""

    def __init__(self, heartbeat_dir, process_key, heartbeat_filename=None, on_error=None, on_superseded=None):
        """Raises ValueError for names that would leave the folder."""
        filename = f"{process_key}.json" if heartbeat_filename is None else heartbeat_filename
        for name in (process_key, filename):
            if not isinstance(name, str) or not _PLAIN_NAME.match(name):
                raise ValueError(f"HeartbeatWriter: found {name!r}; expected a plain name, without a slash.")
        self._path = Path(heartbeat_dir).absolute() / filename
        self._key = process_key
        self._start = _own_start(process_key)
        self._on_error = on_error or (lambda error: None)
        self._on_superseded = on_superseded or (lambda: os._exit(_SUPERSEDED))
        self._iteration = 0
        self._progress = None
        self._written = None
        self._is_superseded = False

    @classmethod
    def from_environment(cls, heartbeat_dir=None, process_key=None, **options):
        """A writer by WATCHDOG_KEY and WATCHDOG_HEARTBEAT_FILE, else by these; raises ValueError where both are silent."""
        key = os.environ.get("WATCHDOG_KEY") or process_key
        file = os.environ.get("WATCHDOG_HEARTBEAT_FILE")
        if not key or not (file or heartbeat_dir):
            raise ValueError("HeartbeatWriter: WATCHDOG_KEY and WATCHDOG_HEARTBEAT_FILE are not set; pass both names.")
        if file:
            heartbeat_dir, options["heartbeat_filename"] = os.path.split(file)
        return cls(heartbeat_dir, key, **options)

    @property
    def heartbeat_path(self):
        """Absolute path of the file."""
        return self._path

    @property
    def iteration_count(self):
        """Beats so far, failed ones included."""
        return self._iteration

    def beat(self, status="running", progress=None):
        """Says that the service lives; any status but "running" is an illness. False: not written."""
        if progress is not None and math.isfinite(progress):
            self._progress = progress
        self._iteration += 1
        return self._attempt(self._write, str(status))

    def stop(self):
        """Removes the file if it is still the one that we wrote last; False when that failed."""
        return self._attempt(self._remove)

    def _write(self, status):
        document = {
            "process_key": self._key,
            "pid": os.getpid(),
            "timestamp": datetime.now(timezone.utc).isoformat(),
            "status": status,
            "iteration": self._iteration,
            **self._start,
        }
        if self._progress is not None:
            document["progress"] = self._progress
        text = json.dumps(document).encode()
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            self._fill(temporary, text)
            self._give_way(document)
            os.replace(temporary, self._path)
        except OSError:
            self._give_way(document)  # a full disk keeps nobody from hearing it
            raise
        finally:
            if temporary.exists():
                temporary.unlink()
        self._written = text

    def _fill(self, temporary, text):
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if temporary.exists():
            temporary.unlink()  # of a process that was killed, and had our pid
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o644)
            file.write(text)

    def _give_way(self, document):
        found = self._read()
        if found is not None and found != self._written and _is_later(found, document):
            self._is_superseded = True
            raise _Superseded

    def _remove(self):
        if self._written is not None and self._read() == self._written:
            self._path.unlink()

    def _read(self):
        """What lies there, when that is a plain file: no link is followed, and no FIFO waited for."""
        try:
            descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            return file.read(_MOST_BYTES) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None

    def _attempt(self, act, *words):
        if self._is_superseded:
            return False
        try:
            act(*words)
            return True
        except _Superseded:
            self._on_superseded()
        except (OSError, ValueError) as error:
            try:
                self._on_error(error)
            except Exception:  # noqa: BLE001 - a heartbeat never crashes its service
                pass
        return False


def _own_start(key):
    environment = os.environ
    instance = environment.get("WATCHDOG_INSTANCE")
    if environment.get("WATCHDOG_KEY", key) not in ("", key) or not instance:
        return {}
    started = environment.get("WATCHDOG_STARTED")
    return {"instance": instance, "started": started} if started else {"instance": instance}


def _is_later(text, own):
    """In doubt it is not, for a yes ends us."""
    try:
        found = json.loads(text)
        if found["process_key"] != own["process_key"] or found["instance"] == own["instance"]:
            return False
        (boot, ms), (own_boot, own_ms) = found["started"].split(":"), own["started"].split(":")
        return bool(found["instance"]) and boot == own_boot and float(ms) > float(own_ms)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
