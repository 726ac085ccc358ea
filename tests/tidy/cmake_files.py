"""What the CMakeLists.txt say: the folders of src/, their order, links and sources."""

import posixpath
import re
from dataclasses import dataclass, field

from tree import File, Tree

_KEYWORDS = ("SOURCES", "LINKS", "TESTS", "TEST_LINKS", "TESTS_RECORD")


@dataclass
class Module:
    """A kram_module() call."""

    name: str
    path: str
    line: int
    lists: dict[str, list[str]] = field(default_factory=dict)

    def words(self, keyword: str) -> list[str]:
        return self.lists.get(keyword, [])


def words_of(text: str) -> list[str]:
    """The arguments and names of a CMake file, without comments and parentheses."""
    return re.sub(r"#[^\n]*", "", text).replace("(", " ").replace(")", " ").split()


def modules_of(tree: Tree) -> dict[str, Module]:
    """The modules in the order of src/CMakeLists.txt."""
    top = tree.get("src/CMakeLists.txt")
    names = re.findall(r"^add_subdirectory\((\w+)\)", top.text, flags=re.M) if top else []
    modules = {}
    for name in names:
        file = tree.get(f"src/{name}/CMakeLists.txt")
        if file and (module := _module_in(file)):
            modules[name] = module
    return modules


def _module_in(file: File) -> Module | None:
    call = re.search(r"^kram_module\((.*?)\)", file.text, flags=re.M | re.S)
    if not call:
        return None
    name, *words = words_of(call.group(1))
    module = Module(name, file.path, file.line_of(call.start()))
    keyword = ""
    for word in words:
        keyword = word if word in _KEYWORDS else keyword
        module.lists.setdefault(keyword, [])
        if word not in _KEYWORDS:
            module.lists[keyword].append(word)
    return module


def reachable(modules: dict[str, Module], names: list[str]) -> set[str]:
    """The modules among `names` and those that they link to, at any remove."""
    reached: set[str] = set()
    waiting = [name for name in names if name in modules]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [link for link in modules[name].words("LINKS") if link in modules]
    return reached


def named_files(tree: Tree) -> set[str]:
    """Every path that a CMakeLists.txt of the build names."""
    named = set()
    for file in _built_lists(tree):
        for word in words_of(file.text):
            word = word.replace("${CMAKE_CURRENT_SOURCE_DIR}/", "").strip('"')
            if word.startswith("${PROJECT_SOURCE_DIR}/"):
                named.add(word.removeprefix("${PROJECT_SOURCE_DIR}/"))
            else:
                named.add(posixpath.normpath(posixpath.join(file.folder, word)))
    return named


def _built_lists(tree: Tree) -> list[File]:
    """The CMakeLists.txt that the project's first one leads to."""
    waiting, found = ["CMakeLists.txt"], []
    while waiting:
        if file := tree.get(posixpath.normpath(waiting.pop())):
            found.append(file)
            folders = re.findall(r"^\s*add_subdirectory\(([^\s)]+)", file.text, flags=re.M)
            waiting += [f"{file.folder}/{folder}/CMakeLists.txt" for folder in folders]
    return found
