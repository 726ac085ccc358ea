"""The files that the rules check, and what a rule returns."""

import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Callable, Iterable

import cpp

_SOURCES = (".h", ".cpp", ".sql", ".cmake", ".py", ".js", ".mjs", ".ts", ".tsx", ".css", ".html")
_SCRIPTS = ("scripts/", "deploy/", ".ci/")


@dataclass(frozen=True, order=True)
class Finding:
    """One violation: where it is, what is wrong and what to do about it."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


class File:
    """One text file; `path` is relative to the project, with slashes."""

    def __init__(self, path: str, text: str):
        self.path = path
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def code(self) -> str:
        """Without comments and the contents of literals, of the same length and lines."""
        return cpp.code_of(cpp.blank_templates(self.text) if self.is_script else self.text)

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.path).parent)

    @property
    def is_cpp(self) -> bool:
        return self.path.endswith((".h", ".cpp"))

    @property
    def is_script(self) -> bool:
        """Whether it is JavaScript or TypeScript."""
        return self.path.endswith((".js", ".mjs", ".ts", ".tsx"))

    @property
    def is_source(self) -> bool:
        return (
            self.path.endswith(_SOURCES)
            or self.name in ("CMakeLists.txt", "Makefile")
            or (self.path.startswith(_SCRIPTS) and "." not in self.name)
        )

    @property
    def is_cmake(self) -> bool:
        return self.name == "CMakeLists.txt" or self.path.endswith(".cmake")

    @property
    def is_test(self) -> bool:
        """Whether it is part of a test executable rather than of the program."""
        return (
            self.path.startswith(("tests/", "bench/", "fuzz/"))
            or "/testing/" in self.path
            or self.name.startswith(("test_", "scripted_"))
            or self.name.removesuffix(".h").removesuffix(".cpp").endswith("_test")
        )

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1


class Tree:
    """A set of files; `root` is None when they exist in memory only, as the rules' examples do."""

    def __init__(self, files: Iterable[File], root: Path | None = None):
        self.files = {file.path: file for file in files}
        self.root = root

    def __iter__(self):
        return iter(self.files.values())

    def get(self, path: str) -> File | None:
        return self.files.get(path)

    @property
    def cpp(self) -> list[File]:
        return [file for file in self if file.is_cpp]


def tree_of(texts: dict[str, str]) -> Tree:
    return Tree(File(path, text) for path, text in texts.items())


def read_tree(root: Path) -> Tree:
    """The files that git knows or would add; binary files have an empty text."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    paths = [path for path in listed.split("\0") if path and (root / path).is_file()]
    return Tree([File(path, text_of(root / path)) for path in sorted(paths)], root)


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@dataclass(frozen=True)
class Rule:
    """A rule of the project, with examples that show that it can pass and can fail.

    An example is a small tree: {path: text}. `check` finds nothing in any of `good` and something
    in each of `bad`.
    """

    name: str
    check: Callable[[Tree], Iterable[Finding]]
    good: list[dict[str, str]] = field(default_factory=list)
    bad: list[dict[str, str]] = field(default_factory=list)
