"""Compiles each header of src/ alone, and says which do not.

usage: python3 alone.py BUILD_DIRECTORY [--xml FILE]
"""

import argparse
import hashlib
import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tidy"))
from report import Case, write_xml

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
_ROOTS = (Path("src"), Path("tests"))


def flags_of(build: Path) -> list[str]:
    """How the build compiles: defines and include directories of all rooms, without sanitizers."""
    compiler, flags = "", {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        start = next(i for i, word in enumerate(words) if "clang++" in word)
        compiler = words[start]
        rest = iter(words[start + 1 :])
        for word in rest:
            if word == "-isystem":
                flags[f"-isystem{next(rest)}"] = None
            elif word.startswith(("-D", "-I", "-std", "-W")) and "KRAM_" not in word:
                flags[word] = None
    return [compiler, *flags, *(f"-I{root}" for root in _ROOTS)]


@cache
def contents(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def included(path: Path) -> frozenset[Path]:
    """The header and every header of the project that it includes, directly or not."""
    found, waiting = set(), [path]
    while waiting:
        header = waiting.pop()
        if header in found:
            continue
        found.add(header)
        for name in _INCLUDE.findall(contents(header)):
            waiting += [root / name for root in _ROOTS if (root / name).exists()]
    return frozenset(found)


def key_of(path: Path, command: list[str]) -> str:
    digest = hashlib.sha256(shlex.join(command).encode())
    for header in sorted(included(path)):
        digest.update(contents(header).encode())
    return digest.hexdigest()


def compile_alone(path: Path, command: list[str]) -> str:
    """The compiler's errors; "" when it compiles."""
    text = f'#include "{path.relative_to("src")}"\n'
    done = subprocess.run(
        [*command, "-fsyntax-only", "-x", "c++", "-"], input=text, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else done.stderr


def main() -> int:
    parser = argparse.ArgumentParser(description="Compiles each header of src/ alone.")
    parser.add_argument("build", type=Path)
    parser.add_argument("--xml", type=Path, help="where to leave the result")
    options = parser.parse_args()
    command = flags_of(options.build)
    store = options.build / "headers_alone.txt"
    passed = set(store.read_text().split()) if store.exists() else set()
    headers = sorted(Path("src").rglob("*.h"))
    cases = []
    for header in headers:
        key = key_of(header, command)
        text = "" if key in passed else compile_alone(header, command)
        cases.append(Case("headers", str(header), [text] if text else []))
        if text:
            print(f"{header} does not compile alone:\n{text}")
        else:
            passed.add(key)
    store.write_text("\n".join(sorted(passed)))
    failed = sum(1 for case in cases if case.failures)
    print(f"{len(cases) - failed} of {len(cases)} headers compile alone")
    if options.xml:
        write_xml(options.xml, cases)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
