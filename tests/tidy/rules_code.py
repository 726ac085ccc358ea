"""Banned C++, each with the places where it is allowed."""

import re
from typing import Callable, Iterator

from cpp import string_literals
from tree import File, Finding, Rule, Tree


def banned(
    pattern: str, message: str, where: Callable[[File], bool], *, in_comments: bool = False
) -> Callable[[Tree], Iterator[Finding]]:
    """A check that finds `pattern` in the C++ of the files that `where` accepts."""
    regex = re.compile(pattern)

    def check(tree: Tree) -> Iterator[Finding]:
        for file in tree.cpp:
            if where(file):
                for match in regex.finditer(file.text if in_comments else file.code):
                    yield Finding(file.path, file.line_of(match.start()), message)

    return check


def in_src(file: File) -> bool:
    return file.path.startswith("src/")


NO_FLOATING_POINT = Rule(
    "no-floating-point",
    banned(
        r"\b(float|double)\b",
        "floating point: count in integers (docs/decisions/0006-no-floating-point.md)",
        lambda file: in_src(file) and not file.path.startswith("src/json/"),
    ),
    good=[
        {"src/json/json.cpp": "double d;\n", "bench/sale.cpp": "double ratio;\n"},
        {"src/shop/a.cpp": '// a double entry\nauto s = "double";\nint doubled;\n'},
    ],
    bad=[{"src/shop/a.h": "double price;\n"}, {"src/net/a.h": "std::vector<float> a;\n"}],
)

NO_RAND = Rule(
    "no-rand",
    banned(
        r"(?<![\w.>])s?rand\s*\(|\b(random_device|mt19937(_64)?|default_random_engine)\b",
        "chance of its own: take a base::Random",
        lambda file: in_src(file) and not file.path.startswith("src/base/random"),
    ),
    good=[
        {"src/base/random.cpp": "std::random_device device;\n"},
        {"src/shop/a.cpp": "dice.rand(6);\nint operand(int);\n// rand()\n"},
    ],
    bad=[
        {"src/shop/a.cpp": "int a = rand();\n"},
        {"src/shop/a.cpp": "std::srand(1);\n"},
        {"src/shop/a.cpp": "std::mt19937 dice;\n"},
    ],
)

NO_CATCH = Rule(
    "no-catch-in-rules",
    banned(
        r"\bcatch\s*\(",
        "rules do not catch: return what a caller can act on, let db::Failure pass",
        lambda file: not file.is_test
        and file.path.startswith(
            ("src/shop/", "src/bot/customer/", "src/bot/admin/", "src/bot/screen")
        ),
    ),
    good=[
        {"src/bot/dispatcher.cpp": "try { f(); } catch (const db::Failure&) {}\n"},
        {"src/shop/a_test.cpp": "try { f(); } catch (int) {}\n"},
        {"src/shop/a.cpp": "catchment(1);  // catch (it)\n"},
    ],
    bad=[
        {"src/shop/a.cpp": "try { f(); } catch (...) {}\n"},
        {"src/bot/customer/a.cpp": "try {\n} catch (int) {\n}\n"},
    ],
)

NO_SLEEP = Rule(
    "no-sleep-in-tests",
    banned(
        r"\b(sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>])sleep\s*\(",
        "a test waits for a condition, never for a time",
        # a benchmark measures for a time
        lambda file: file.is_test and not file.path.startswith("bench/"),
    ),
    good=[
        {"src/db/a.cpp": "std::this_thread::sleep_for(pause);\n"},
        {"bench/a.cpp": "std::this_thread::sleep_for(pause);\n"},
        {"src/db/a_test.cpp": "queue.sleep(lock);\n"},
    ],
    bad=[
        {"src/db/a_test.cpp": "std::this_thread::sleep_for(1s);\n"},
        {"tests/support/a.cpp": "  ::usleep(10);\n"},
        {"src/bot/testing/a.cpp": "sleep(1);\n"},
    ],
)

NO_SILENCING = Rule(
    "no-silenced-checks",
    banned(
        r"\bNOLINT|#\s*pragma\s+(clang|GCC)\s+diagnostic|\bclang-format\s+off\b|\bGTEST_SKIP\b"
        r"|\bDISABLED_|\bno_sanitize\b",
        "silences a check: repair the cause, or change the check for all",
        lambda file: True,
        in_comments=True,
    ),
    good=[{"src/a.h": "#pragma once\n", "src/a_test.cpp": "TEST(A, WorksWhenDisabled) {}\n"}],
    bad=[
        {"src/a.cpp": "int a;  // NOLINT\n"},
        {"src/a.cpp": '#pragma clang diagnostic ignored "-Wshadow"\n'},
        {"src/a.cpp": "// clang-format off\n"},
        {"src/a_test.cpp": "TEST(A, DISABLED_B) {}\n"},
        {"src/a_test.cpp": "GTEST_SKIP();\n"},
    ],
)


def check_includes(tree: Tree) -> Iterator[Finding]:
    beast_files = ("src/net/server/http_server", "src/net/server/http_connection", "src/net/server/beast_impl")
    for file in tree.cpp:
        for number, line in enumerate(file.lines, 1):
            include = re.match(r"\s*#\s*include\s+[<\"](boost/beast|curl/)", line)
            if not include:
                continue
            if include.group(1) == "curl/":
                allowed, where = file.path.startswith("src/net/"), "net/"
            else:
                allowed = file.path.endswith(".cpp") and file.path.startswith(beast_files)
                where = "the sources of net/'s HTTP server"
            if not allowed:
                yield Finding(file.path, number, f"{include.group(1)} outside {where}: use net/")


LIBRARIES = Rule(
    "libraries-in-their-place",
    check_includes,
    good=[
        {"src/net/server/http_server.cpp": "#include <boost/beast/http.hpp>\n"},
        {"src/net/curl_multi.h": "#include <curl/curl.h>\n"},
        {"src/bot/a.cpp": "#include <boost/json/value.hpp>\n"},
    ],
    bad=[
        {"src/net/server/http_server.h": "#include <boost/beast/http.hpp>\n"},
        {"src/web/a.cpp": "#include <boost/beast.hpp>\n"},
        {"src/telegram/a.cpp": "#include <curl/curl.h>\n"},
    ],
)

_SQL = re.compile(
    r"^\s*(SELECT\s+\S|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS\s*\("
    r"|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|DATABASE)\s)"
)


def check_sql(tree: Tree) -> Iterator[Finding]:
    for file in tree.cpp:
        if in_src(file) and not file.is_test and not file.path.startswith(("src/shop/", "src/db/")):
            for offset, contents in string_literals(file.text):
                if _SQL.match(contents):
                    yield Finding(
                        file.path,
                        file.line_of(offset),
                        "SQL stands in shop/ and db/ only: call a function of shop/",
                    )


SQL = Rule(
    "sql-in-its-place",
    check_sql,
    good=[
        {"src/shop/a.cpp": 'tx.query("SELECT 1");\n', "src/web/a_test.cpp": 'f("SELECT 1");\n'},
        {"src/net/a.cpp": 'route("DELETE", "/a"); route("DELETE /a"); // "SELECT 1"\n'},
    ],
    bad=[
        {"src/web/a.cpp": 'tx.query("SELECT 1");\n'},
        {"src/bot/a.cpp": 'tx.query("UPDATE users "\n         "SET balance = 1");\n'},
        {"src/app/a.cpp": 'tx.query(R"sql(\n  DELETE FROM users WHERE id = 1)sql");\n'},
    ],
)


def check_defaults(tree: Tree) -> Iterator[Finding]:
    """-Wswitch-enum accepts a `default` beside all enumerators; this rule does not."""
    for file in tree.cpp:
        for match in re.finditer(r"\bswitch\s*\(", file.code):
            body = _block_after(file.code, match.end())
            labels = re.findall(r"\bcase\s+(?:\w+::)+([a-z]\w*)\s*:(?!:)", body)
            is_over_enum = any(not re.match(r"k[A-Z]", label) for label in labels)
            if is_over_enum and re.search(r"\bdefault\s*:", body):
                yield Finding(
                    file.path,
                    file.line_of(match.start()),
                    "a default in a switch over an enum hides enumerators that come later: "
                    "list every enumerator",
                )


def _block_after(code: str, offset: int) -> str:
    """The text of the block that opens after `offset`."""
    start = code.find("{", offset)
    depth, end = 0, start
    while end < len(code):
        depth += {"{": 1, "}": -1}.get(code[end], 0)
        end += 1
        if depth == 0:
            break
    return code[start:end]


DEFAULTS = Rule(
    "no-default-over-enum",
    check_defaults,
    good=[
        {"a.cpp": "switch (c) {\n  case 'x':\n    return 1;\n  default:\n    return 2;\n}\n"},
        {"a.cpp": "switch (k) {\n  case Kind::a:\n    return 1;\n}\n"},
        {"a.cpp": "switch (n) {\n  case Limits::kMost:\n    return 1;\n  default:\n    b();\n}\n"},
    ],
    bad=[{"a.cpp": "switch (k) {\n  case Kind::a:\n    return 1;\n  default:\n    return 2;\n}\n"}],
)

RULES = [
    NO_FLOATING_POINT,
    NO_RAND,
    NO_CATCH,
    NO_SLEEP,
    NO_SILENCING,
    LIBRARIES,
    SQL,
    DEFAULTS,
]
