"""Compile the lock files: every dependency with its hashes, for all platforms, with no index address.

Run by `make lock`. It needs `uv` on the PATH (`pip install uv`), which nobody else needs.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    "# Made by `make lock` from pyproject.toml. Hashes cover every platform; no index address on purpose.\n"
)


def compile_lock(target: str, requirements: list[str], constraints: list[str]) -> None:
    """Write requirements/<target>.txt from `requirements`, held to the locks named in `constraints`."""
    output = ROOT / "requirements" / f"{target}.txt"
    command = ["uv", "pip", "compile", "-", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", "--no-annotate", "--python-version", "3.11"]
    for name in constraints:
        command += ["--constraints", str(ROOT / "requirements" / f"{name}.txt")]
    done = subprocess.run(command, input="\n".join(requirements), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"lock {target}: {done.stderr}")
    output.write_text(HEADER + done.stdout, encoding="utf-8")


def main() -> None:
    """Compile build, run and test, each held to the ones before."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    compile_lock("build", project["build-system"]["requires"] + ["editables"], [])
    extras = [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    compile_lock("run", project["project"]["dependencies"] + extras, ["build"])
    compile_lock("test", project["dependency-groups"]["test"], ["build", "run"])


if __name__ == "__main__":
    main()
