"""Layers, and files that are not built or do not belong in git."""

import re
from collections import Counter
from typing import Iterator

from cmake_files import Module, module_of, modules_of, named_files, reachable
from tree import File, Finding, Rule, Tree

_SRC = {
    "CMakeLists.txt": "add_subdirectory(src)\nif(A)\n  add_subdirectory(tests)\nendif()\n",
    "src/CMakeLists.txt": "add_subdirectory(base)\nadd_subdirectory(net)\nadd_subdirectory(bot)\n",
    "src/base/CMakeLists.txt": "kram_module(base LINKS fmt::fmt TEST_LINKS support)",
    "src/net/CMakeLists.txt": "add_subdirectory(core)\nadd_subdirectory(client)\n"
    "kram_module(net LINKS net_client)\n",
    "src/net/core/CMakeLists.txt": "kram_module(net_core\n  LINKS base Boost::json)",
    "src/net/client/CMakeLists.txt": "kram_module(net_client LINKS net_core)",
    "src/bot/CMakeLists.txt": "kram_module(bot FOLDERS menu LINKS net)",
}


def check_layers(tree: Tree) -> Iterator[Finding]:
    modules = modules_of(tree)
    for name, module in modules.items():
        yield from _links_that_climb(list(modules), name, module)
    for file in tree.cpp:
        if file.path.startswith("src/") and (module := module_of(modules, file.path)):
            yield from _includes_that_climb(modules, module, file)
        yield from _own_in_brackets(tree, file)


def _links_that_climb(order: list[str], name: str, module: Module) -> Iterator[Finding]:
    for link in module.words("LINKS"):
        if link in order and order.index(link) >= order.index(name):
            yield Finding(
                module.path, module.line, f"links to {link}, which src/CMakeLists.txt lists below"
            )


def _includes_that_climb(
    modules: dict[str, Module], module: Module, file: File
) -> Iterator[Finding]:
    allowed = reachable(modules, module.words("LINKS")) | {module.name}
    if file.is_test:
        allowed |= reachable(modules, module.words("TEST_LINKS")) | {"support"}
    for number, line in enumerate(file.lines, 1):
        include = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if not include:
            continue
        path = include.group(1)
        if "/" not in path:
            yield Finding(file.path, number, f'write the folder too: "{file.folder[4:]}/{path}"')
            continue
        target = module_of(modules, f"src/{path}")
        name = target.name if target else path.split("/")[0]
        if name not in allowed:
            yield Finding(
                file.path,
                number,
                f"{module.name} may not include {path}: {module.path} does not link to {name}; "
                "move the code, or the wall with a page in docs/decisions/",
            )


def _own_in_brackets(tree: Tree, file: File) -> Iterator[Finding]:
    """Angle brackets are for outside libraries; the layer rule does not see headers in them."""
    for number, line in enumerate(file.lines, 1):
        include = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if include and any(tree.get(root + include.group(1)) for root in ("src/", "tests/")):
            yield Finding(file.path, number, f'write quotes: "{include.group(1)}"')


LAYERS = Rule(
    "layers",
    check_layers,
    good=[
        _SRC | {"src/bot/menu.cpp": '#include "bot/menu.h"\n#include "net/core/json.h"\n'},
        _SRC | {"src/bot/menu/a.cpp": '#include "base/money.h"\n#include "bot/b.h"\n'},
        _SRC | {"src/net/client/a.cpp": '#include "net/core/json.h"\n#include <vector>\n'},
        _SRC | {"src/base/money_test.cpp": '#include "support/databases.h"\n'},
        _SRC | {"src/net/core/json.cpp": "#include <net/if.h>\n", "src/net/core/json.h": ""},
        _SRC | {"tests/e2e/sale_test.cpp": '#include "bot/menu.h"\n'},
    ],
    bad=[
        _SRC | {"src/net/core/json.cpp": '#include "bot/menu.h"\n'},
        _SRC | {"src/net/core/json.cpp": '#include "net/client/http.h"\n'},
        _SRC | {"src/bot/menu/a.cpp": '#include "support/databases.h"\n'},
        _SRC | {"src/bot/menu.cpp": '#include "menu.h"\n'},
        _SRC | {"src/net/core/json.cpp": "#include <bot/menu.h>\n", "src/bot/menu.h": ""},
        _SRC | {"src/net/core/CMakeLists.txt": "kram_module(net_core LINKS net_client)"},
    ],
)


def check_built(tree: Tree) -> Iterator[Finding]:
    named = named_files(tree)
    for file in tree:
        if file.path.endswith(".cpp") and file.path not in named:
            yield Finding(
                file.path, 1, "the build does not name it: list it in a CMakeLists.txt, or remove it"
            )


BUILT = Rule(
    "built",
    check_built,
    good=[
        _SRC | {"src/base/money.cpp": "", "src/base/money_test.cpp": "", "src/bot/menu/a.cpp": ""},
        _SRC
        | {
            "tests/CMakeLists.txt": "add_executable(x\n  e2e/sale.cpp  # the sale\n"
            "  ${PROJECT_SOURCE_DIR}/src/app/main.cpp)",
            "tests/e2e/sale.cpp": "",
            "src/app/main.cpp": "",
        },
    ],
    bad=[
        _SRC | {"src/base/clock/clock.cpp": ""},
        _SRC | {"tests/CMakeLists.txt": "# sale_test.cpp\n", "tests/sale_test.cpp": ""},
        _SRC | {"tests/e2e/CMakeLists.txt": "a(sale.cpp)\n", "tests/e2e/sale.cpp": ""},
    ],
)


def check_readmes(tree: Tree) -> Iterator[Finding]:
    folders = {module.folder for module in modules_of(tree).values()}
    folders |= {file.folder for file in tree.cpp if file.path.startswith("src/")}
    for folder in sorted(folders):
        if not tree.get(f"{folder}/README.md"):
            yield Finding(
                f"{folder}/README.md",
                1,
                "is missing: say what the room is, what it may call, where to start reading",
            )


_ROOMS = ("base", "net", "net/core", "net/client", "bot", "bot/menu")

READMES = Rule(
    "readmes",
    check_readmes,
    good=[
        _SRC
        | {"src/bot/menu/a.cpp": ""}
        | {f"src/{name}/README.md": "# It\n" for name in _ROOMS}
    ],
    bad=[
        _SRC | {f"src/{name}/README.md": "# It\n" for name in _ROOMS if name != "bot"},
        _SRC
        | {"src/bot/menu/a.cpp": ""}
        | {f"src/{name}/README.md": "# It\n" for name in _ROOMS if name != "bot/menu"},
    ],
)

FOLDER_FILES_MAX = 40


def check_folders(tree: Tree) -> Iterator[Finding]:
    sizes = Counter(file.folder for file in tree if file.path.startswith("src/"))
    for folder, files in sizes.items():
        if files > FOLDER_FILES_MAX:
            yield Finding(
                folder,
                1,
                f"the folder holds {files} files, at most {FOLDER_FILES_MAX} are allowed: "
                "give each of its subjects a room",
            )


FOLDERS = Rule(
    "folders",
    check_folders,
    good=[{f"src/a/{i}.h": "" for i in range(40)}],
    bad=[{f"src/a/{i}.h": "" for i in range(41)}],
)

_GENERATED_NAME = re.compile(
    r"(^|/)(build|node_modules|__pycache__|dist)/|(^|/)(compile_commands\.json|CMakeCache\.txt)$"
    r"|\.(o|a|so|mo|pyc|pb\.cc|pb\.h|db|log|orig|rej|min\.js)$"
)
_GENERATED_TEXT = re.compile(r"generated by\b|do not edit|@generated\b", re.I)


def check_generated(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if _GENERATED_NAME.search(file.path):
            yield Finding(file.path, 1, "is generated: remove it from git, name it in .gitignore")
        elif file.path.startswith(("src/", "bench/", "cmake/", "locales/")):
            for number, line in enumerate(file.lines[:5], 1):
                if _GENERATED_TEXT.search(line):
                    yield Finding(file.path, number, "is generated: let the build make it")


GENERATED = Rule(
    "generated",
    check_generated,
    good=[{"src/bot/locales.cpp": "// The locales.\n", "src/build.cpp": ""}],
    bad=[
        {"locales/pl.mo": ""},
        {"tests/tidy/__pycache__/cpp.cpython-311.pyc": ""},
        {"src/db/migrations.cpp": "// Generated by CMake\n"},
    ],
)


def check_lock_files(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.name == "package-lock.json":
            for number, line in enumerate(file.lines, 1):
                if '"resolved": "http' in line:
                    yield Finding(
                        file.path,
                        number,
                        "names a registry's host: npm install --omit-lockfile-registry-resolved",
                    )


LOCK_FILES = Rule(
    "lock-files",
    check_lock_files,
    good=[{"package-lock.json": '{\n  "version": "1.0.0"\n}\n'}],
    bad=[{"package-lock.json": '{\n  "resolved": "https://registry.example/a.tgz"\n}\n'}],
)

_FUNCTION = re.compile(
    r"^(?:\[\[\w+\]\] )?(?!(?:template|using|inline|constexpr|static|friend|extern)\b|[A-Z_]{4,}\()"
    r"[A-Za-z_][\w:<>,&* ]*[ &*](\w+)\((?:[^;{}]|\{\})*\);",
    re.M,
)


def check_pairs(tree: Tree) -> Iterator[Finding]:
    """The functions of x.h are in x.cpp: in a file of another name nobody looks for them."""
    for file in tree.cpp:
        if not file.path.startswith("src/") or not file.name.endswith(".h"):
            continue
        if tree.get(file.path.removesuffix(".h") + ".cpp"):
            continue
        for match in _FUNCTION.finditer(file.code):
            is_template = file.code[: match.start()].rstrip().endswith(">")
            if not is_template and not _has_file_of_its_own(tree, file, match.group(1)):
                yield Finding(
                    file.path,
                    file.line_of(match.start()),
                    f"{match.group(1)} is not in {file.name.removesuffix('.h')}.cpp: pair them",
                )


def _has_file_of_its_own(tree: Tree, file: File, function: str) -> bool:
    """One function a file, add_audit() in audit.cpp, or a file that the build makes."""
    made = (other for other in tree if other.path.endswith(".cpp.in"))
    return any(
        tree.get(f"{file.folder}/{part}.cpp") for part in (function, function.partition("_")[2])
    ) or any(function in other.text for other in made if other.folder == file.folder)


PAIRS = Rule(
    "pairs",
    check_pairs,
    good=[
        {"src/base/a.h": "int f(int a);\n", "src/base/a.cpp": ""},
        {"src/base/a.h": "inline int f() { return 1; }\nclass A {\n  int f();\n};\n"},
        {"src/base/a.h": "template <class T>\nint f(T value);\nusing F = int(int);\n"},
        {"src/app/all.h": "void add_a(\n    int a);\nvoid add_b(int b = {});\n"}
        | {"src/app/a.cpp": "", "src/app/b.cpp": ""},
        {"src/bot/a.h": "std::span<const A> all();\n", "src/bot/b.cpp.in": "all() {}\n"},
    ],
    bad=[
        {"src/base/a.h": "int f(int a);\n"},
        {"src/base/a.h": "const A& f(\n    int a,\n    B b = {});\n", "src/base/b.cpp": ""},
        {"src/base/a.h": "[[noreturn]] void f();\n", "src/base/a_test.cpp": ""},
    ],
)

RULES = [LAYERS, BUILT, READMES, FOLDERS, GENERATED, LOCK_FILES, PAIRS]
