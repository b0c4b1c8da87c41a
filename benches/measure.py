"""Runs a command several times and prints the median of its wall time and the most memory that it took, as JSON.

Usage: python3 benches/measure.py RUNS ACCEPTED_EXIT_CODES COMMAND [ARGUMENT...]

Memory is what the kernel counts for the largest process among the command and its children (`wait4`).
"""

import json
import os
import statistics
import subprocess
import sys
import time


def measure(runs, accepted, command):
    seconds = []
    peak = 0
    for _ in range(runs):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - begun)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            sys.stderr.buffer.write(complaint[-4000:])
            sys.exit(f"{command[0]} ended with {process.returncode}")
        peak = max(peak, usage.ru_maxrss)
    return {"seconds": statistics.median(seconds), "peak_kib": peak, "all": seconds}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), [int(code) for code in sys.argv[2].split(",")], sys.argv[3:])))
