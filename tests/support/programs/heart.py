"""What the toy services share: a heartbeat file, replaced as a whole, for as long as a test may last."""
import json
import os
import select
import sys
from datetime import datetime, timezone

KEY = os.environ.get("WATCHDOG_KEY") or sys.argv[-2]
PATH = os.environ.get("WATCHDOG_HEARTBEAT_FILE") or sys.argv[-1]
LIFETIME_SECONDS = 180


def beat(iteration=1, status="running"):
    os.makedirs(os.path.dirname(PATH), exist_ok=True)
    document = {
        "process_key": KEY,
        "pid": os.getpid(),
        "timestamp": datetime.now(timezone.utc).isoformat(),
        "status": status,
        "iteration": iteration,
    }
    draft = f"{PATH}.{os.getpid()}.tmp"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(document, file)
    os.replace(draft, PATH)


def live(status="running"):
    for iteration in range(1, LIFETIME_SECONDS * 5):
        beat(iteration, status)
        # time.sleep fails where the wall clock is a made-up one.
        select.select([], [], [], 0.2)
