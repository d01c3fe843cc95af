"""Runs a command of Uklad in a process of its own: noting what it opens and calls, or doing something at its n-th change of the disk."""

from __future__ import annotations

import errno
import functools
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CHANGES = {"os.mkdir", "os.link", "os.rename", "os.symlink", "os.remove", "os.rmdir", "shutil.copyfile"}
TWO = {"os.link", "os.rename", "os.symlink", "shutil.copyfile"}  # changes that name what they take first
CALLS = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}
SIGNALS = {"kill": getattr(signal, "SIGKILL", signal.SIGTERM), "interrupt": signal.SIGINT}


def command(*arguments: str, mode: str = "run", at: int | str = 0) -> list[str]:
    """The command line that runs `uklad` with these arguments in this mode."""
    return [sys.executable, __file__, mode, str(at), *arguments]


def run(root: Path, *arguments: str, mode: str = "run", at: int | str = 0, env: Mapping[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run it in the project at `root` and wait for its end; by a fork, where nothing is asked of the process that only a start from nothing gives."""
    if not env and not more and hasattr(os, "fork") and _environment() == _forker().environment:
        return _forker().run(mode, str(at), "--root", str(root), *arguments)
    line = command("--root", str(root), *arguments, mode=mode, at=at)
    return subprocess.run(line, env={**os.environ, **(env or {})}, capture_output=True, text=True, encoding="utf-8", check=False, **more)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


class Forker:
    """A process that has imported the product and has built nothing: its forks need not start Python, which takes as long as a small build."""

    def __init__(self) -> None:
        self.environment, self.lock = _environment(), threading.Lock()
        self.process = subprocess.Popen([sys.executable, __file__, "fork", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, *given: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a fork, in the folder where this process is, and wait for its end."""
        with tempfile.TemporaryDirectory() as folder, self.lock:
            out, err = (os.path.join(folder, name) for name in ("out", "err"))
            print(json.dumps([os.getcwd(), out, err, given]), file=self.process.stdin, flush=True)
            status = int(self.process.stdout.readline())  # type: ignore[union-attr]
            said = [Path(name).read_text(encoding="utf-8") for name in (out, err)]
        return subprocess.CompletedProcess(list(given), status, *said)


@functools.cache
def _forker() -> Forker:
    return Forker()


def fork_for_each() -> int:
    """Fork for each line of stdin, print the exit status of the fork when it has ended. In a fork, this returns what the command returns."""
    import uklad.build.pipeline

    assert uklad.build.pipeline
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for pytest, which ends this process by closing its stdin
    for line in sys.stdin:
        folder, out, err, given = json.loads(line)
        if child := os.fork():
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
            continue
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(folder)
        for number, (name, how) in enumerate(((os.devnull, os.O_RDONLY), (out, os.O_WRONLY | os.O_CREAT), (err, os.O_WRONLY | os.O_CREAT))):
            os.dup2(os.open(name, how), number)
        return main(*given)
    return 0


def is_change(event: str, said: tuple[Any, ...]) -> bool:
    """Whether an audit event changes the disk."""
    return event in CHANGES or (event == "open" and ((isinstance(said[1], str) and bool(set(said[1]) & set("wax+"))) or bool((said[2] or 0) & (os.O_WRONLY | os.O_RDWR))))


def end_at(which: str, at: int) -> None:
    """Send this process a signal before its change of this number."""
    count = 0

    def hook(event: str, said: tuple[Any, ...]) -> None:
        nonlocal count
        if is_change(event, said):
            count += 1
            if count == at:
                os.kill(os.getpid(), SIGNALS[which])

    sys.addaudithook(hook)


def full_at(at: int) -> None:
    """From its change of this number on the disk is full; every change but the first two, those for the lock, is refused where it is 0.

    A full disk names the file where a folder is made, and none where a file is written; a disk to be read alone names it always.
    """
    count, full = 0, OSError(errno.ENOSPC, "No space left on device")

    def hook(event: str, said: tuple[Any, ...]) -> None:
        nonlocal count
        if not is_change(event, said):
            return
        count += 1
        if not at and count > 2:
            raise OSError(errno.EROFS, "Read-only file system", said[event in TWO])
        if 0 < at <= count and event not in ("os.remove", "os.rmdir", "os.rename"):
            raise full if event == "open" else OSError(full.errno, full.strerror, said[event in TWO])

    sys.addaudithook(hook)


def save_at(saves: str) -> None:
    """Before its change of a number, write what an author saves meanwhile: a list of [number, file, content], as JSON."""
    count, waiting = 0, {number: (file, content) for number, file, content in json.loads(saves)}

    def hook(event: str, said: tuple[Any, ...]) -> None:
        nonlocal count
        if is_change(event, said):
            count += 1
            if count in waiting:
                file, content = waiting.pop(count)
                saved = os.open(file, os.O_WRONLY | os.O_TRUNC | os.O_CREAT)  # as an editor does it, in place
                os.write(saved, content.encode())
                os.close(saved)

    sys.addaudithook(hook)


def _folder(said: tuple[Any, ...]) -> str:
    """The folder that an open file stands for, where the name of a change is below that."""
    below = said[-1] if isinstance(said[-1], int) and os.path.exists("/proc/self/fd") and len(said) != 3 else -1
    return os.readlink(f"/proc/self/fd/{below}") if below >= 0 else ""


def note(file: str) -> None:
    """Write each change of the disk and each call to the outside into a file, one to a line; those of workers too."""
    held = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def hook(event: str, said: tuple[Any, ...]) -> None:
        if is_change(event, said):
            paths = [os.fsdecode(one) for one in said[:2] if isinstance(one, str | bytes | os.PathLike)]
            paths = paths if event == "os.rename" else paths[1:] if event in TWO else paths[:1]
            os.write(held, (json.dumps([event, *(os.path.abspath(os.path.join(_folder(said), path)) for path in paths)]) + "\n").encode())
        elif event in CALLS:
            os.write(held, (json.dumps([event, repr(said[1:] if event.startswith("socket") else said)[:300]]) + "\n").encode())

    sys.addaudithook(hook)


def main(mode: str, at: str, *arguments: str) -> int:
    """Run the command in this mode."""
    import uklad.cli.build  # what an interrupted import would say is Python's own
    from uklad.__main__ import main as uklad_main

    assert uklad.cli.build
    if mode == "fork":
        return fork_for_each()
    if mode in SIGNALS:
        end_at(mode, int(at))
    elif mode == "full":
        full_at(int(at))
    elif mode == "note":
        note(at)
    elif mode == "save":
        save_at(at)
    return uklad_main(list(arguments))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
