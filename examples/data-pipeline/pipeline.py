"""A pipeline: fetches readings batch by batch, and stores each batch in one transaction, so that a restart goes on after it."""

import os
import signal
import sqlite3
import threading
import time

DATABASE = "state/readings.db"
BATCH_SIZE = 10

# To see what the watchdog makes of it: after SIGUSR1 the upstream takes a request and never answers.
upstream_hangs = threading.Event()
signal.signal(signal.SIGUSR1, lambda *_: upstream_hangs.set())


def fetch(batch: int) -> list[tuple[int, int, float]]:
    """Stands in for a request to somewhere, which somebody forgot to give a timeout."""
    if upstream_hangs.is_set():
        threading.Event().wait()
    time.sleep(0.1)
    return [(batch, position, (batch * BATCH_SIZE + position) / 7) for position in range(BATCH_SIZE)]


def open_database() -> sqlite3.Connection:
    os.makedirs(os.path.dirname(DATABASE), exist_ok=True)
    database = sqlite3.connect(DATABASE)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(
        "CREATE TABLE IF NOT EXISTS readings"
        " (batch INTEGER, position INTEGER, value REAL, PRIMARY KEY (batch, position))"
    )
    return database


def main() -> None:
    database = open_database()
    (batch,) = database.execute("SELECT coalesce(max(batch), 0) FROM readings").fetchone()
    print(f"going on after batch {batch}", flush=True)
    while True:
        batch += 1
        readings = fetch(batch)
        with database:
            database.executemany("INSERT INTO readings VALUES (?, ?, ?)", readings)


if __name__ == "__main__":
    main()
