"""Does what its input says with the writer in Python: the words are those of tests/conformance/writer.ts."""
import sys

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
from heartbeat_writer import HeartbeatWriter  # noqa: E402

try:
    writer = HeartbeatWriter(*sys.argv[2:4]) if len(sys.argv) > 2 else HeartbeatWriter.from_environment()
except ValueError:
    print("refused", flush=True)
    sys.exit(2)
for line in sys.stdin:
    word, *rest = line.rstrip("\n").split(" ", 2)
    if word == "beat":
        ok = writer.beat(rest[1], progress=None if rest[0] == "-" else float(rest[0]))
    elif word == "spin":
        ok = all([writer.beat() for _ in range(int(rest[0]))])
    else:
        ok = writer.stop()
    print("ok" if ok else "failed", flush=True)
