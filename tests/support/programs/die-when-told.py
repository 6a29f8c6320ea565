"""Says that it listens, and beats; once a file "die" is there it says of what it dies, and does."""
import os
import select
import sys

import heart

print("listening on port 8080", flush=True)
while not os.path.exists("die"):
    heart.beat()
    select.select([], [], [], 0.1)
select.select([], [], [], 0.1)
print(f"process {os.getpid()}: no table called users", flush=True)
sys.exit(3)
