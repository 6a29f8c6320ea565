"""A service in Python, which needs no package: a heartbeat is a small JSON file, replaced as a whole."""

import json
import os
import time
from datetime import datetime, timezone

# Started by the watchdog, these are in the environment; started by hand, the defaults stand in for them.
KEY = os.environ.get("WATCHDOG_KEY", "python-service")
PATH = os.environ.get("WATCHDOG_HEARTBEAT_FILE", f"heartbeats/{KEY}.json")


def beat(iteration: int) -> None:
    os.makedirs(os.path.dirname(PATH), exist_ok=True)
    document = {
        "process_key": KEY,
        "pid": os.getpid(),
        "timestamp": datetime.now(timezone.utc).isoformat(),
        "status": "running",
        "iteration": iteration,
    }
    draft = f"{PATH}.{os.getpid()}.tmp"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(document, file)
    os.replace(draft, PATH)


if __name__ == "__main__":
    print(f"working as pid {os.getpid()}", flush=True)
    count = 0
    while True:
        count += 1
        beat(count)
        time.sleep(1)
