"""How long `triptych status` takes: `python -m benchmarks.status [ENTRIES] [RUNS]`."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.large_site import write_large_site

ENTRIES, RUNS = 3000, 5


def main() -> None:
    """Write a large site, run the whole command on it, print the times of the whole process."""
    entries, runs = (int(value) for value in (sys.argv[1:] + [str(ENTRIES), str(RUNS)][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        write_large_site(folder, entries=entries)
        command = [sys.executable, "-m", "triptych", "status"]
        seconds = [_timed(command, folder) for _ in range(runs + 1)][1:]  # the first one warms the disk's cache
    print(
        f"triptych status, {entries} entries × 3 languages, {runs} runs: "
        f"median {statistics.median(seconds):.2f} s, {min(seconds):.2f} to {max(seconds):.2f} s"
    )


def _timed(command: list[str], folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
