"""Lengths of functions and files, and tabs."""

from typing import Iterator

from cpp import functions_of
from tree import Finding, Rule, Tree

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 500

def check_functions(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if not file.is_cpp and not file.is_script:
            continue
        for function in functions_of(file.code):
            if function.lines > FUNCTION_LINES_MAX:
                yield Finding(
                    file.path,
                    function.line,
                    f"the function has {function.lines} lines, at most {FUNCTION_LINES_MAX} are "
                    "allowed: split it into parts with names",
                )


def _lines(count: int, text: str = "  run();\n") -> str:
    return text * count


FUNCTIONS = Rule(
    "functions",
    check_functions,
    good=[
        {"a.cpp": "void f() {\n" + _lines(68) + "}\n"},
        {"a.cpp": "void f() {\n" + _lines(40) + "}\n\nvoid g() {\n" + _lines(40) + "}\n"},
        {"a.cpp": "namespace a {\n\n" + _lines(80, "void f() { run(); }\n") + "}\n"},
        {"a.h": "template <class T>\nclass A {\n public:\n" + _lines(80, "  int f();\n") + "};\n"},
        {"a.cpp": "const int kTable[] = {\n" + _lines(80, "  {1, [] { return 1; }},\n") + "};\n"},
        {"a.cpp": "void f() {\n  g('}', \"}\", R\"(}})\");  // }\n" + _lines(50) + "}\n"},
        {"a.cpp": _lines(80, "#include <a>\n") + "void f() {\n" + _lines(50) + "}\n"},
        {"a.js": "const f = () => {\n  g(`\n  }{ ${x}\n`);\n" + _lines(60) + "};\n"},
        {"a.mjs": _lines(80, "const f = () => { run(); };\n")},
    ],
    bad=[
        {"a.cpp": "void f() {\n" + _lines(69) + "}\n"},
        {"a.h": "class A {\n public:\n  void f() const {\n" + _lines(69) + "  }\n};\n"},
        {"a.cpp": "auto f() -> int {\n  if (x) {\n" + _lines(69) + "  }\n}\n"},
        {"a.cpp": "A::A(int x)\n    : x_{x} {\n" + _lines(70) + "}\n"},
        {"a.cpp": "TEST(A, B) {\n  f('{', \"}\", R\"(})\", 1'000);  // }\n" + _lines(69) + "}\n"},
        {"a.js": "function f() {\n" + _lines(69) + "}\n"},
        {"a.mjs": "test('a', () => {\n  g(`}`);\n" + _lines(69) + "});\n"},
        {"a.cpp": "int f(A a) {\n  switch (a) {\n" + _lines(69, "    case a: g();\n") + "  }\n}\n"},
    ],
)


def check_files(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.is_source and len(file.lines) > FILE_LINES_MAX:
            yield Finding(
                file.path,
                FILE_LINES_MAX + 1,
                f"the file has {len(file.lines)} lines, at most {FILE_LINES_MAX} are allowed: "
                "give each of its subjects a file",
            )


FILES = Rule(
    "files",
    check_files,
    good=[{"a.cpp": _lines(500), "locales/pl.po": _lines(900), "package-lock.json": _lines(900)}],
    bad=[{path: _lines(501)} for path in ("a.cpp", "scripts/test", "src/CMakeLists.txt")],
)


def check_tabs(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.is_source and file.name != "Makefile" and "\t" in file.text:
            for number, line in enumerate(file.lines, 1):
                if "\t" in line:
                    yield Finding(file.path, number, "a tab: indent with spaces, or write \\t")


TABS = Rule(
    "tabs",
    check_tabs,
    good=[{"Makefile": "all:\n\tmake\n", "a.cpp": 'const char* kTab = "\\t";\n'}],
    bad=[{"a.cpp": "\tint a;\n"}, {"a.sql": "SELECT\t1"}, {"cmake/a.cmake": "if(A)\n\tset(b)\n"}],
)

RULES = [FUNCTIONS, FILES, TABS]
