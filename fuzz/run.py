"""Runs libFuzzer on one target, from its kept inputs and, with --seconds, those that earlier runs discovered.

usage: python3 run.py PROGRAM (--seconds N | --runs N) --kept DIRECTORY --work DIRECTORY [--xml FILE]

With --runs it starts from the kept inputs alone and a fixed seed, so that every run is the same.
Fails when the target does, and prints the input that caused it. Kept files *.hex hold bytes as hexadecimal.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

TAIL_LINES = 60


def unpack(kept: Path, corpus: Path) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in sorted(kept.iterdir()):
        content = seed.read_bytes()
        is_hex = seed.suffix == ".hex"
        (corpus / seed.name).write_bytes(bytes.fromhex(content.decode()) if is_hex else content)


def fuzz(program: Path, limits: list[str], corpus: Path, found: Path) -> subprocess.CompletedProcess:
    found.mkdir(parents=True, exist_ok=True)
    for old in found.iterdir():
        old.unlink()
    command = [
        program.resolve(),
        *limits,
        "-timeout=10",
        "-rss_limit_mb=1024",
        "-max_len=8192",
        "-print_final_stats=1",
        f"-artifact_prefix={found}/",
        corpus,
    ]
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )


def describe_failure(output: str, found: Path) -> str:
    lines = ["", *output.splitlines()[-TAIL_LINES:]]
    for path in sorted(found.iterdir()):
        lines.append(f"The input, in {path}: {path.read_bytes().hex()}")
    return "\n".join(lines)


def write_xml(path: Path, name: str, failure: str | None) -> None:
    counts = {"tests": "1", "failures": "1" if failure else "0", "errors": "0"}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "fuzz"} | counts)
    case = ElementTree.SubElement(suite, "testcase", {"name": name, "classname": "fuzz"})
    if failure:
        message = re.sub(r"[^\t\n\x20-\x7e]", "?", failure)
        ElementTree.SubElement(case, "failure", {"message": message})
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="unicode", xml_declaration=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs libFuzzer on one target.")
    parser.add_argument("program", type=Path)
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--seconds", type=int)
    length.add_argument("--runs", type=int, help="so many inputs, from a fixed seed")
    parser.add_argument("--kept", type=Path, required=True, help="the inputs that are in git")
    parser.add_argument("--work", type=Path, required=True, help="where runs leave what they learn")
    parser.add_argument("--xml", type=Path, help="where to leave the result")
    options = parser.parse_args()
    corpus, found = options.work / "corpus", options.work / "found"
    if options.runs:
        shutil.rmtree(corpus, ignore_errors=True)
        limits = [f"-runs={options.runs}", "-seed=1"]
    else:
        limits = [f"-max_total_time={options.seconds}"]
    unpack(options.kept, corpus)
    run = fuzz(options.program, limits, corpus, found)
    failure = describe_failure(run.stdout, found) if run.returncode != 0 else None
    units = re.search(r"^stat::number_of_executed_units: *(\d+)", run.stdout, re.MULTILINE)
    inputs = f"{units[1]} inputs, " if units else ""
    print(f"{options.kept.name}: {inputs}{failure or 'nothing found'}")
    if options.xml:
        write_xml(options.xml, options.kept.name, failure)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
