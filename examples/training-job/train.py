"""A training job: fits a line by gradient descent, and goes on from its newest checkpoint when it is started again."""

import glob
import json
import os
import random
import signal
import threading
import time
from datetime import datetime, timezone

STEPS = int(os.environ.get("STEPS", "1000000"))
HEARTBEAT = os.environ.get("WATCHDOG_HEARTBEAT_FILE", "state/training.json")
CHECKPOINTS = "state/checkpoints"
STEPS_PER_CHECKPOINT = 20
KEPT = 3

# To see what the watchdog makes of it: after SIGUSR1 a step never ends, as when another rank no longer answers.
is_stuck = threading.Event()
signal.signal(signal.SIGUSR1, lambda *_: is_stuck.set())


def replace(path: str, document: dict) -> None:
    """Writes a file as a whole: whoever reads it, or dies, finds the old one or the new one."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    draft = f"{path}.{os.getpid()}.tmp"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(document, file)
    os.replace(draft, path)


def beat_until(is_over: threading.Event) -> None:
    """Tells once a second that the process lives; whether it gets on, its checkpoints tell."""
    while True:
        timestamp = datetime.now(timezone.utc).isoformat()
        replace(
            HEARTBEAT,
            {"process_key": "training", "pid": os.getpid(), "timestamp": timestamp, "status": "running"},
        )
        if is_over.wait(timeout=1):
            return


def checkpoints() -> list[str]:
    return sorted(glob.glob(f"{CHECKPOINTS}/step-*.json"))


def load() -> dict:
    if not checkpoints():
        return {"step": 0, "slope": 0.0, "offset": 0.0}
    with open(checkpoints()[-1], encoding="utf-8") as file:
        return json.load(file)


def save(model: dict) -> None:
    replace(f"{CHECKPOINTS}/step-{model['step']:07d}.json", model)
    for path in checkpoints()[:-KEPT]:
        os.remove(path)


def train(model: dict) -> None:
    """One step: a point of the line y = 3x + 2, and a little less error."""
    if is_stuck.is_set():
        threading.Event().wait()
    time.sleep(0.01)
    x = random.uniform(-1, 1)
    error = model["slope"] * x + model["offset"] - (3 * x + 2)
    model["slope"] -= 0.1 * error * x
    model["offset"] -= 0.1 * error
    model["step"] += 1


def main() -> None:
    model = load()
    print(f"going on from step {model['step']}", flush=True)
    is_over = threading.Event()
    beats = threading.Thread(target=beat_until, args=(is_over,), daemon=True)
    beats.start()
    while model["step"] < STEPS:
        train(model)
        if model["step"] % STEPS_PER_CHECKPOINT == 0:
            save(model)
    save(model)
    is_over.set()
    beats.join()
    os.remove(HEARTBEAT)  # A clean end: it is not to be started again.
    print(f"done: y = {model['slope']:.2f}x + {model['offset']:.2f}", flush=True)


if __name__ == "__main__":
    main()
