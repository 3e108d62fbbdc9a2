"""Asks whether anything that is installed has a known vulnerability, and says of how much that could be asked.

Exit code 1 where something was found; 0 where nothing was, or nobody could be asked: then it says NOT RUN.
"""

import json
import subprocess
import sys
from typing import Any


def main(requirements: str) -> int:
    """Ask of one requirements file."""
    program = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json"]
    done = subprocess.run([*program, "-r", requirements], capture_output=True, text=True, check=False)  # noqa: S603  # ours
    packages = _packages(done.stdout)
    asked = [each for each in packages if "skip_reason" not in each]
    if not asked:
        sys.stdout.write("NOT RUN: the service that knows of vulnerabilities could not be asked of any package.\n")
        return 0
    found = [(each, fault) for each in asked for fault in each["vulns"]]
    for each, fault in found:
        fixed = ", ".join(fault["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{each['name']} {each['version']}: {fault['id']}, mended in {fixed}\n")
    sys.stdout.write(f"{len(asked)} of {len(packages)} packages asked about: {len(found)} known vulnerabilities.\n")
    return 1 if found else 0


def _packages(text: str) -> list[dict[str, Any]]:
    """What was said of each; nothing where nothing was said, which is what happens where the service is away."""
    try:
        found: list[dict[str, Any]] = json.loads(text)["dependencies"]
    except (ValueError, KeyError):
        return []
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
