"""Layers, and files that nobody builds or that do not belong in git."""

import re
from typing import Iterator

from cmake_files import Module, modules_of, named_files, reachable
from tree import File, Finding, Rule, Tree

_LAYERS = """add_subdirectory(base)\nadd_subdirectory(net)\nadd_subdirectory(bot)\n"""
_BASE = "kram_module(base SOURCES money.cpp TESTS money_test.cpp TEST_LINKS support)"
_NET = "kram_module(net\n  SOURCES json.cpp\n  LINKS base Boost::json)"
_BOT = "kram_module(bot SOURCES menu.cpp LINKS net TESTS menu_test.cpp)"
_SRC = {
    "CMakeLists.txt": "add_subdirectory(src)\nif(A)\n  add_subdirectory(tests)\nendif()\n",
    "src/CMakeLists.txt": _LAYERS,
    "src/base/CMakeLists.txt": _BASE,
    "src/net/CMakeLists.txt": _NET,
    "src/bot/CMakeLists.txt": _BOT,
}


def check_layers(tree: Tree) -> Iterator[Finding]:
    modules = modules_of(tree)
    for name, module in modules.items():
        yield from _links_that_climb(list(modules), name, module)
    for file in tree.cpp:
        if file.path.startswith("src/") and (module := modules.get(file.path.split("/")[1])):
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
        folder, _, rest = include.group(1).partition("/")
        if not rest:
            yield Finding(file.path, number, f'write the folder too: "{module.name}/{folder}"')
        elif folder not in allowed:
            yield Finding(
                file.path,
                number,
                f"{module.name}/ may not include {folder}/: {module.path} does not link to it; "
                "move the code, or the wall with a page in docs/decisions/",
            )


def _own_in_brackets(tree: Tree, file: File) -> Iterator[Finding]:
    """Between < and > stands what others wrote; the project's own would pass unseen there."""
    for number, line in enumerate(file.lines, 1):
        include = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if include and any(tree.get(root + include.group(1)) for root in ("src/", "tests/")):
            yield Finding(file.path, number, f'write quotes: "{include.group(1)}"')


LAYERS = Rule(
    "layers",
    check_layers,
    good=[
        _SRC | {"src/bot/menu.cpp": '#include "bot/menu.h"\n#include "net/json.h"\n'},
        _SRC | {"src/bot/menu.cpp": '#include "base/money.h"\n#include <vector>\n'},
        _SRC | {"src/bot/menu_test.cpp": '#include "support/databases.h"\n'},
        _SRC | {"src/net/json.cpp": "#include <net/if.h>\n", "src/net/json.h": ""},
        _SRC | {"tests/e2e/sale_test.cpp": '#include "bot/menu.h"\n'},
    ],
    bad=[
        _SRC | {"src/net/json.cpp": '#include "bot/menu.h"\n'},
        _SRC | {"src/bot/menu.cpp": '#include "support/databases.h"\n'},
        _SRC | {"src/bot/menu.cpp": '#include "menu.h"\n'},
        _SRC | {"src/net/json.cpp": "#include <bot/menu.h>\n", "src/bot/menu.h": ""},
        _SRC | {"src/net/CMakeLists.txt": "kram_module(net SOURCES json.cpp LINKS bot)"},
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
        _SRC | {"src/base/money.cpp": "", "src/base/money_test.cpp": ""},
        _SRC
        | {
            "tests/CMakeLists.txt": "add_executable(x\n  e2e/sale.cpp  # the sale\n"
            "  ${PROJECT_SOURCE_DIR}/src/app/main.cpp)",
            "tests/e2e/sale.cpp": "",
            "src/app/main.cpp": "",
        },
    ],
    bad=[
        _SRC | {"src/base/clock_test.cpp": ""},
        _SRC | {"tests/CMakeLists.txt": "# sale_test.cpp\n", "tests/sale_test.cpp": ""},
        _SRC | {"tests/e2e/CMakeLists.txt": "a(sale.cpp)\n", "tests/e2e/sale.cpp": ""},
    ],
)


def check_readmes(tree: Tree) -> Iterator[Finding]:
    for name, module in modules_of(tree).items():
        if not tree.get(f"src/{name}/README.md"):
            yield Finding(
                f"src/{name}/README.md",
                1,
                "is missing: say what the folder is, what it may call, where to start reading",
            )


READMES = Rule(
    "readmes",
    check_readmes,
    good=[_SRC | {f"src/{name}/README.md": "# It\n" for name in ("base", "net", "bot")}],
    bad=[_SRC | {f"src/{name}/README.md": "# It\n" for name in ("base", "net")}],
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
    good=[{"src/bot/locales.cpp": "// The catalogues.\n", "src/build.cpp": ""}],
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

RULES = [LAYERS, BUILT, READMES, GENERATED, LOCK_FILES]
