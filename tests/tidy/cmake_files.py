"""Reads the CMakeLists.txt: the folders of src/, their order, links and sources."""

import posixpath
import re
from dataclasses import dataclass, field

from tree import File, Tree

_KEYWORDS = ("FOLDERS", "SOURCES", "LINKS", "TEST_LINKS", "TESTS_RECORD")


@dataclass
class Module:
    """A kram_module() call: a room of src/."""

    name: str
    path: str  # of its CMakeLists.txt
    line: int
    lists: dict[str, list[str]] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def folders(self) -> list[str]:
        """The folders of its files: its own and those that it names."""
        return [self.folder] + [f"{self.folder}/{name}" for name in self.words("FOLDERS")]

    def words(self, keyword: str) -> list[str]:
        return self.lists.get(keyword, [])


def words_of(text: str) -> list[str]:
    """The arguments and names of a CMake file, without comments and parentheses."""
    return re.sub(r"#[^\n]*", "", text).replace("(", " ").replace(")", " ").split()


def modules_of(tree: Tree) -> dict[str, Module]:
    """The modules in the order in which src/CMakeLists.txt and its subfolders add them."""
    modules: dict[str, Module] = {}
    _add_modules(tree, "src/CMakeLists.txt", modules)
    return modules


def _add_modules(tree: Tree, path: str, modules: dict[str, Module]) -> None:
    file = tree.get(path)
    if not file:
        return
    module = _module_in(file)
    for step in re.finditer(r"^\s*(?:add_subdirectory\((\w+)\)|kram_module\()", file.text, re.M):
        if step.group(1):
            _add_modules(tree, f"{file.folder}/{step.group(1)}/CMakeLists.txt", modules)
        elif module:
            modules[module.name] = module


def module_of(modules: dict[str, Module], path: str) -> Module | None:
    """The module that a file of src/ belongs to."""
    folder = posixpath.dirname(path)
    for module in modules.values():
        if folder in module.folders:
            return module
    return None


def _module_in(file: File) -> Module | None:
    call = re.search(r"^\s*kram_module\((.*?)\)", file.text, flags=re.M | re.S)
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
    """The modules in `names` and those that they link to, directly or not."""
    reached: set[str] = set()
    waiting = [name for name in names if name in modules]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [link for link in modules[name].words("LINKS") if link in modules]
    return reached


def named_files(tree: Tree) -> set[str]:
    """Every path that a CMakeLists.txt of the build names, or that lies in a module's folder."""
    folders = {folder for module in modules_of(tree).values() for folder in module.folders}
    named = {file.path for file in tree if file.folder in folders}
    for file in _built_lists(tree):
        for word in words_of(file.text):
            word = word.replace("${CMAKE_CURRENT_SOURCE_DIR}/", "").strip('"')
            if word.startswith("${PROJECT_SOURCE_DIR}/"):
                named.add(word.removeprefix("${PROJECT_SOURCE_DIR}/"))
            else:
                named.add(posixpath.normpath(posixpath.join(file.folder, word)))
    return named


def _built_lists(tree: Tree) -> list[File]:
    """The CMakeLists.txt that the project's top one includes, directly or not."""
    waiting, found = ["CMakeLists.txt"], []
    while waiting:
        if file := tree.get(posixpath.normpath(waiting.pop())):
            found.append(file)
            folders = re.findall(r"^\s*add_subdirectory\(([^\s)]+)", file.text, flags=re.M)
            waiting += [f"{file.folder}/{folder}/CMakeLists.txt" for folder in folders]
    return found
