"""Runs clang-format and shellcheck."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Iterator

from tree import File, Finding, Rule, Tree

_PROJECT = Path(__file__).resolve().parents[2]
_REPORT = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+: \w+: (?P<text>.*)$", re.M)


def _on_disk(tree: Tree, files: list[File], command: list[str]) -> str:
    """The output of the command for the files; an example's files are written to disk first."""
    paths = [file.path for file in files]
    if not paths:
        return ""
    with tempfile.TemporaryDirectory() as scratch:
        root = tree.root or Path(scratch)
        if not tree.root:
            shutil.copy(_PROJECT / ".clang-format", root)
            for file in files:
                (root / file.path).parent.mkdir(parents=True, exist_ok=True)
                (root / file.path).write_text(file.text, encoding="utf-8")
        done = subprocess.run(command + paths, cwd=root, capture_output=True, text=True)
        return done.stdout + done.stderr


def check_clang_format(tree: Tree) -> Iterator[Finding]:
    report = _on_disk(tree, tree.cpp, ["clang-format-19", "--dry-run", "-Werror"])
    reported = set()
    for match in _REPORT.finditer(report):
        if match["path"] not in reported:
            reported.add(match["path"])
            yield Finding(match["path"], int(match["line"]), "not as clang-format-19: make format")


CLANG_FORMAT = Rule(
    "clang-format",
    check_clang_format,
    good=[{"src/a.cpp": "int f(int a) { return a; }\n"}],
    bad=[{"src/a.cpp": "int f( int a ){\n    return a;}\n"}],
)


def check_shell(tree: Tree) -> Iterator[Finding]:
    scripts = [file for file in tree if re.match(r"#!.*\b(ba)?sh\b", file.text)]
    report = _on_disk(tree, scripts, ["shellcheck", "--format=gcc"])
    for match in _REPORT.finditer(report):
        yield Finding(match["path"], int(match["line"]), match["text"])


SHELL = Rule(
    "shellcheck",
    check_shell,
    good=[{"scripts/a": '#!/usr/bin/env bash\nset -eu\necho "$1"\n'}],
    bad=[{"scripts/a": "#!/usr/bin/env bash\nset -eu\nrm -rf $1/x\n"}],
)

RULES = [CLANG_FORMAT, SHELL]
