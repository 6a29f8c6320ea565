#!/usr/bin/env python3
"""Ends its first thread alone, so that the kernel shows a zombie, and lives on in another one for a minute."""
import ctypes
import os
import platform
import threading
import time


def live_on():
    time.sleep(60)
    os._exit(0)


threading.Thread(target=live_on).start()
print("ready", flush=True)
# The bare system call ends this thread alone; what the C library offers unwinds the interpreter first.
ctypes.CDLL(None).syscall({"x86_64": 60}.get(platform.machine(), 93), 0)
