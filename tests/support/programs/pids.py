"""Who has which number, in a pid namespace of one's own: who is gone, and how a newcomer is given the number of the dead."""
import os
import subprocess


def is_gone(pid):
    """Whether nobody has that number; a dead child of ours is waited for first."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass
    return not os.path.exists(f"/proc/{pid}")


def newcomer(number, words):
    """A new leader of a session, without an environment, which has that number."""
    while True:
        with open("/proc/sys/kernel/ns_last_pid", "w", encoding="ascii") as file:
            file.write(str(number - 1))
        process = subprocess.Popen(words, env={}, start_new_session=True)
        if process.pid == number:
            return process
        process.kill()
        process.wait()
