"""The first process of a pid namespace, in which a service of nobody's runs: `take-session.py CHECK...` ends the service, has
a session of root's get its number, and forges a heartbeat of nobody's that names somebody in there. Tells whether he lives."""
import json
import os
import signal
import subprocess
import sys
import time

from pids import is_gone, newcomer

CHECK = sys.argv[1:]
FILE = "heartbeats/web.json"
FORGE = ["setpriv", "--reuid=65534", "--clear-groups", "sh", "-c", f"rm -f {FILE}; cat >{FILE}"]


def check():
    subprocess.run(CHECK, capture_output=True, check=False)


def session_with(number):
    """A shell of root's that leads a session of that number, and its child."""
    newcomer(number, ["sh", "-c", "sleep 100 & wait"])
    while True:
        with open(f"/proc/{number}/task/{number}/children", encoding="ascii") as file:
            children = file.read().split()
        if children:
            return int(children[0])
        time.sleep(0.01)


def forge(pid):
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    beat = {"process_key": "web", "pid": pid, "timestamp": at, "status": "running"}
    subprocess.run(FORGE, input=json.dumps(beat), text=True, check=True)


check()
with open("heartbeats/leader", encoding="ascii") as file:
    leader = int(file.read())
os.kill(leader, signal.SIGKILL)
while not is_gone(leader):
    time.sleep(0.01)
named = session_with(leader)
# A beat may be a little older than who wrote it.
time.sleep(2.5)
forge(named)
check()
time.sleep(2.5)
check()
print("was ended" if is_gone(named) else "lives")
