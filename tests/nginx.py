"""Finds nginx for the tests, or installs Debian's package when root."""

from __future__ import annotations

import os
import shutil
import subprocess

WHERE = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def find_nginx() -> str | None:
    """The path of an installed nginx."""
    return shutil.which("nginx", path=WHERE)


def install_nginx() -> None:
    """Try Debian's package; its own server is not started."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=env)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx"], check=False, env=env)


if __name__ == "__main__":
    if not find_nginx():
        install_nginx()
    print(f"nginx for the tests: {find_nginx() or 'none can be installed here; its test is skipped'}")
