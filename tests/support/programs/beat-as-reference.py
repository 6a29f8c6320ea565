"""Beats as the Python reference's writer does: a private temporary file with microseconds and +00:00, renamed."""
import json
import os
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path


class HeartbeatWriter:
    def __init__(self, heartbeat_dir, process_key):
        self.directory = Path(heartbeat_dir)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.key = process_key
        self.iteration = 0

    def beat(self, status="running"):
        self.iteration += 1
        document = {
            "process_key": self.key,
            "pid": os.getpid(),
            "timestamp": datetime.now(timezone.utc).isoformat(timespec="microseconds"),
            "status": status,
            "iteration": self.iteration,
        }
        descriptor, draft = tempfile.mkstemp(dir=self.directory, suffix=".tmp")
        with os.fdopen(descriptor, "w") as file:
            json.dump(document, file, indent=2)
        os.replace(draft, self.directory / f"{self.key}.json")


if __name__ == "__main__":
    writer = HeartbeatWriter(os.environ["APP_HEARTBEATS"], os.environ["APP_NAME"])
    for _ in range(900):
        writer.beat()
        time.sleep(0.2)
