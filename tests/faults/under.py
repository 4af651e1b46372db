"""Runs a command under a hardship: ``under.py rights|room|peak [BYTES] COMMAND…``.

rights: even root keeps to the rights of files. room: no file grows beyond so many bytes, as on a disk that fills up.
peak: says the peak memory of the command, in MB, on a last line of stderr.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys


def rights() -> None:
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if os.geteuid() == 0 and prctl(24, capability, 0, 0, 0) != 0:
            sys.exit("root's right to read everything cannot be given up here")


def room(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def peak(words: list[str]) -> None:
    done = subprocess.run(words, check=False)
    sys.stderr.write(f"\n{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    how, *rest = sys.argv[1:]
    if how == "peak":
        peak(rest)
    if how == "room":
        room(int(rest.pop(0)))
    if how == "rights":
        rights()
    os.execv(rest[0], rest)  # noqa: S606 - the very command under test
