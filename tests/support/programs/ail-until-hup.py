"""Beats, and admits to be ill until it gets a HUP, at which it reads its config again: then it is well."""
import select
import signal

import heart

status = "error"


def reload(*_):
    global status
    status = "running"


signal.signal(signal.SIGHUP, reload)
for iteration in range(1, heart.LIFETIME_SECONDS * 5):
    heart.beat(iteration, status)
    select.select([], [], [], 0.2)
