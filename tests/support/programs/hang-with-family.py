"""Beats once and hangs, deaf to TERM, with a child, a deaf grandchild in a session of its own, and a child that asked to
be left alone. Their numbers go to family.json in the working folder."""
import json
import os
import signal
import time

import heart


def sleeper(env=None, depth=0, is_deaf=False):
    """Forks a process that sleeps, `depth` generations down and then in a session of its own; answers its number."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        if depth > 0:
            if os.fork() != 0:
                os._exit(0)
            os.setsid()
        if is_deaf:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.write(writer, str(os.getpid()).encode())
        os.execve("/bin/sleep", ["sleep", str(heart.LIFETIME_SECONDS)], {**os.environ, **(env or {})})
    return int(os.read(reader, 20))


family = {
    "leader": os.getpid(),
    "child": sleeper(),
    "grandchild": sleeper(depth=1, is_deaf=True),
    "left_alone": sleeper(env={"WATCHDOG_INSTANCE": ""}, depth=1),
}
signal.signal(signal.SIGTERM, signal.SIG_IGN)
with open("family.json.part", "w", encoding="utf-8") as file:
    json.dump(family, file)
os.replace("family.json.part", "family.json")
heart.beat()
time.sleep(heart.LIFETIME_SECONDS)
