"""Beats; when it is asked to end it takes a while to save its work, and says in the working folder when that is done."""
import signal
import sys
import time

import heart


def save(*_):
    with open("saved", "a", encoding="utf-8") as file:
        file.write("half ")
        file.flush()
        time.sleep(1.5)
        file.write("whole\n")
    sys.exit(0)


signal.signal(signal.SIGTERM, save)
heart.live()
