#!/usr/bin/env python3
"""Has a child that ended, and never asks about it; prints the child's number; ends by itself after a minute."""
import os
import time

child = os.fork()
if child == 0:
    os._exit(0)
print(child, flush=True)
time.sleep(60)
