"""Beats, with children that try to get away in the ways named by the arguments. All numbers go to family.json in the
working folder, each child's once it is where it wants to be."""
import ctypes
import json
import os
import signal
import subprocess
import sys
import time

import heart

NAP = ["sleep", str(heart.LIFETIME_SECONDS)]


def forget_environment():
    """Overwrites what /proc/PID/environ shows, as setproctitle does."""
    with open("/proc/self/stat", encoding="latin-1") as file:
        fields = file.read().rpartition(")")[2].split()
    start, end = int(fields[47]), int(fields[48])
    ctypes.memset(start, 0, end - start)


def rest():
    time.sleep(heart.LIFETIME_SECONDS)


def forked(*, session=False, twice=False, then=rest):
    """Forks a child that gets away and then does something; answers its number."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if session:
            os.setsid()
        if twice and os.fork() != 0:
            os._exit(0)
        if then is not rest:
            then()
        os.write(writer, str(os.getpid()).encode())
        rest()
        os._exit(0)
    return int(os.read(reader, 20))


def run(argv, **how):
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **how).pid


def nohup():
    """A shell that puts its child in the background and leaves."""
    line = f"nohup sleep {heart.LIFETIME_SECONDS} >/dev/null 2>&1 & echo $!"
    return int(subprocess.run(["bash", "-c", line], check=True, stdout=subprocess.PIPE).stdout)


def left_with_us():
    """What one that asked to be left alone has left behind: we are its parent then, as an init of our own kind."""
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    line = f"sleep {heart.LIFETIME_SECONDS} >/dev/null 2>&1 & echo $!"
    environment = {**os.environ, "WATCHDOG_INSTANCE": ""}
    parent = ["setsid", "--wait", "bash", "-c", line]
    return int(subprocess.run(parent, check=True, stdout=subprocess.PIPE, env=environment).stdout)


WAYS = {
    "child": lambda: run(NAP),
    "setsid": lambda: forked(session=True),
    "double_fork": lambda: forked(session=True, twice=True),
    "nohup": nohup,
    "forgetful": lambda: forked(then=forget_environment),
    "forgetful_far": lambda: forked(session=True, twice=True, then=forget_environment),
    "cleared": lambda: run(NAP, env={}, start_new_session=True),
    "left_with_us": left_with_us,
    "left_alone": lambda: run(NAP, env={**os.environ, "WATCHDOG_INSTANCE": ""}, start_new_session=True),
}

family = {"leader": os.getpid(), **{way: WAYS[way]() for way in sys.argv[1:]}}
with open("family.json.part", "w", encoding="utf-8") as file:
    json.dump(family, file)
os.replace("family.json.part", "family.json")
heart.live()
