"""Runs a command and prints what it took.

    measure.py OUT ERR COMMAND...

Prints one JSON object: processor seconds of user and system, peak resident memory in bytes (never
below that of this script, about 10 MB), the exit code, and whether the command ran out of time.
"""

import json
import resource
import signal
import subprocess
import sys

OUT_OF_TIME = (124, -signal.SIGALRM)

out, err, *command = sys.argv[1:]
with open(out, "wb") as stdout, open(err, "ab") as stderr:
    code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr).returncode
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({
    "cpu": usage.ru_utime + usage.ru_stime,
    "peak": usage.ru_maxrss * unit,
    "code": code,
    "timed_out": code in OUT_OF_TIME,
}))
