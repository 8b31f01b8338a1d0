"""Runs commands one after the other, and tells what each took: `python -I -S launcher.py ANSWER < REQUEST`.

A process of its own, and a small one, for each measurement: what the system tells of a finished process begins with
the memory of the one that started it, and counts all that it started in turn.
"""

import json
import os
import sys
import time


def main() -> None:
    """Read a list of steps (`argv`, `cwd`, `environment`, `output`), write for each what it took, up to a failure."""
    taken = []
    for step in json.load(sys.stdin):
        os.chdir(step["cwd"])
        output = (os.POSIX_SPAWN_OPEN, 1, step["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), output, (os.POSIX_SPAWN_DUP2, 1, 2)]
        begun = time.perf_counter()
        process = os.posix_spawn(step["argv"][0], step["argv"], step["environment"], file_actions=actions)
        _, status, used = os.wait4(process, 0)
        seconds = time.perf_counter() - begun
        code = os.waitstatus_to_exitcode(status)
        cpu = used.ru_utime + used.ru_stime
        taken.append({"wall": seconds, "cpu": cpu, "maxrss": used.ru_maxrss, "code": code})
        if code:
            break
    with open(sys.argv[1], "w", encoding="utf-8") as answer:  # noqa: PTH123 - pathlib would make this process larger
        json.dump(taken, answer)


if __name__ == "__main__":
    main()
