"""The first process of a pid namespace, in which a service or a script hangs: `take-pid.py START... -- CHECK...` starts
it, runs the check, and gives its number (see family.json) to a stranger as soon as it is dead, who leads a session by it. Tells
in the end what became of whom."""
import json
import os
import subprocess
import sys
import threading
import time

from pids import is_gone, newcomer

split = sys.argv.index("--")
START, CHECK = sys.argv[1:split], sys.argv[split + 1 :]


def run(words):
    return subprocess.run(words, capture_output=True, text=True, check=False)


def leader():
    while not os.path.exists("family.json"):
        time.sleep(0.005)
    with open("family.json", encoding="utf-8") as file:
        return json.load(file)["leader"]


def take(found):
    pid = found["number"] = leader()
    while not is_gone(pid):
        time.sleep(0.005)
    found["stranger"] = newcomer(pid, ["sleep", "100"])


started = run(START)
time.sleep(2)
found = {}
nemesis = threading.Thread(target=take, args=(found,), daemon=True)
nemesis.start()
checked = run(CHECK)
nemesis.join(30)
stranger = found.get("stranger")
time.sleep(0.3)
print(
    json.dumps(
        {
            "exitCodes": [started.returncode, checked.returncode],
            "told": started.stderr + checked.stdout + checked.stderr,
            "sameNumber": stranger is not None and stranger.pid == found["number"],
            "strangerLives": stranger is not None and stranger.poll() is None,
        }
    )
)
