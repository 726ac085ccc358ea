"""Documents against the tree: settings, commands, calls, links, names of files."""

import fnmatch
import posixpath
import re
from typing import Iterator

from tree import File, Finding, Rule, Tree

_README = "README.md"
_API_PAGE = "docs/api.md"
_MAN_PAGE = "deploy/kram.1"

# Each entry of the man page: the line behind .TP, without its macro.
_MAN_ENTRY = re.compile(r"^\.TP\n\.B[IR]? (.*)$", re.M)


def _told(file: File, heads: str, names: str) -> list[tuple[str, int]]:
    """Each name in the matches of `heads`, with its line."""
    return [
        (name, file.line_of(head.end()))
        for head in re.finditer(heads, file.text, re.M)
        for name in re.findall(names, head.group(1).replace(r"\-", "-"))
    ]


def _compare(
    file: File, known: list[str], told: list[tuple[str, int]], what: str
) -> Iterator[Finding]:
    """Finds names of `known` that are missing or listed twice, and listed names that are unknown."""
    lines: dict[str, int] = {}
    for name, line in told:
        if name not in known:
            yield Finding(file.path, line, f"Kram has no {what} {name}: remove it")
        elif name in lines:
            yield Finding(file.path, line, f"{name} stands in line {lines[name]} already")
        lines.setdefault(name, line)
    for name in known:
        if name not in lines:
            yield Finding(file.path, 1, f"lacks the {what} {name}: say what it is for")


def _settings(tree: Tree) -> list[str]:
    """Those of the table, in which one that begins with `_` stands for one of each coin, and
    `_INSTRUCTIONS` for one of each manual method of deposits."""
    table = tree.get("src/app/settings/settings.cpp")
    names = re.findall(r'^ *\{"([A-Z_]+)",', table.text, re.M) if table else []
    coins = tree.get("src/base/coin_table.cpp")
    codes = re.findall(r'\.code = "([A-Z]+)"', coins.text) if coins else []
    methods = tree.get("src/shop/deposits/deposit_method_table.cpp")
    texts = re.findall(r'\.setting = "([A-Z_]+)"', methods.text) if methods else []

    def named(name: str) -> list[str]:
        if name == "_INSTRUCTIONS":
            return texts
        return [code + name for code in codes] if name.startswith("_") else [name]

    return [each for name in names for each in named(name)]


def check_settings(tree: Tree) -> Iterator[Finding]:
    known = _settings(tree)
    if readme := tree.get(_README):
        told = _told(readme, r"^\| (`[A-Z].*?) \|", r"`([A-Z_]+)`")
        yield from _compare(readme, known, told, "setting")
    if page := tree.get(_MAN_PAGE):
        told = _told(page, r"^\.TP\n\.BR? ([A-Z].*)$", r"[A-Z_]{2,}")
        yield from _compare(page, known, told, "setting")


_TABLE = {"src/app/settings/settings.cpp": '    {"WEB_LISTEN", "", "a",\n    {"CURRENCY", "PLN", "b",\n'}
_COINS = {
    "src/app/settings/settings.cpp": '    {"_KEY", "", "a",\n',
    "src/base/coin_table.cpp": '  .code = "BTC",\n  .code = "LTC",\n',
}
_ROWS = "| `kram audit` | audits |\n| `WEB_LISTEN` | where |\n| `CURRENCY` | its `PLN` |\n"
_PAGE = '.TP\n.BR WEB_LISTEN ", " CURRENCY\nWhere, and what.\n.TP\n.B audit\nAudits.\n'

SETTINGS = Rule(
    "settings",
    check_settings,
    good=[
        _TABLE | {_README: _ROWS, _MAN_PAGE: _PAGE},
        _COINS | {_README: "| `BTC_KEY`, `LTC_KEY` | keys |\n"},
    ],
    bad=[
        _COINS | {_README: "| `BTC_KEY` | key |\n"},
        _TABLE | {_README: _ROWS + "| `CURRENCY` | again |\n", _MAN_PAGE: _PAGE},
        _TABLE | {_README: _ROWS + "| `COLOUR` | of it |\n", _MAN_PAGE: _PAGE},
        _TABLE | {_README: _ROWS.replace("| `CURRENCY`", "| `a`"), _MAN_PAGE: _PAGE},
        _TABLE | {_README: _ROWS, _MAN_PAGE: _PAGE.replace("CURRENCY", "COLOUR")},
    ],
)


def check_commands(tree: Tree) -> Iterator[Finding]:
    known = [
        name
        for file in tree.cpp
        if file.path.startswith("src/app/commands/")
        for name in re.findall(r'\bcli\.add_subcommand\(\s*"([a-z-]+)"', file.text)
    ]
    if readme := tree.get(_README):
        told = _told(readme, r"^\| `kram (.*?)`", r"^[a-z-]+")
        yield from _compare(readme, known, told, "command")
    if page := tree.get(_MAN_PAGE):
        told = _told(page, _MAN_ENTRY.pattern, r'^"?([a-z][a-z-]*)')
        yield from _compare(page, known, told, "command")


_COMMANDS = {
    "src/app/commands/audit.cpp": 'cli.add_subcommand("audit", "Audit");\n',
    "src/app/commands/hash.cpp": 'cli.add_subcommand(\n    "hash-password", "Hash");\n',
}
_COMMAND_ROWS = "| `kram audit` | audits |\n| `kram hash-password` | hashes |\n"
_COMMAND_PAGE = '.TP\n.B audit\nAudits, as\n.B serve\ndoes.\n.TP\n.BR "hash\\-password " [ x ]\n'

COMMANDS = Rule(
    "commands",
    check_commands,
    good=[_COMMANDS | {_README: _COMMAND_ROWS, _MAN_PAGE: _COMMAND_PAGE}],
    bad=[
        _COMMANDS | {_README: "| `kram audit` | audits |\n", _MAN_PAGE: _COMMAND_PAGE},
        _COMMANDS | {_README: _COMMAND_ROWS, _MAN_PAGE: ".TP\n.B audit\nAudits.\n"},
        _COMMANDS | {_README: _COMMAND_ROWS + "| `kram sing` | sings |\n"},
    ],
)


def _calls(tree: Tree, pattern: str) -> list[str]:
    return [
        f"{method} {path}"
        for file in tree.cpp
        if file.path.startswith("src/web/") and not file.is_test
        for method, path in re.findall(pattern, file.text)
    ]


# The routes outside /api/ stand in README.md, the operations in docs/api.md.
def check_routes(tree: Tree) -> Iterator[Finding]:
    routes = _calls(tree, r'\brouter\.add\(\s*"([A-Z]+)",\s*"(/[^"]*)"')
    operations = _calls(tree, r'\.method = "([A-Z]+)",\s*\.path =\s*"(/[^"]*)"')
    for path, known in ((_README, routes), (_API_PAGE, operations)):
        if page := tree.get(path):
            told = _told(page, r"^\| `([A-Z]+ /.*?)`", r"^.*$")
            yield from _compare(page, known, told, "call")


_CALLS = {
    "src/web/health.cpp": 'router.add("GET",\n           "/healthz", show);\n',
    "src/web/users.cpp": 'api.read({.method = "GET",\n .path = "/api/users/{id}"}, &show);\n',
}
_ROUTE_ROW = {_README: "| `GET /healthz` | lives |\n"}

ROUTES = Rule(
    "routes",
    check_routes,
    good=[_CALLS | _ROUTE_ROW | {_API_PAGE: "| `GET /api/users/{id}` | shows a customer |\n"}],
    bad=[
        _CALLS | _ROUTE_ROW | {_API_PAGE: "| `GET /api/users` | lists customers |\n"},
        _CALLS | {_README: "`GET /healthz`\n"},
    ],
)


def check_links(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.path.endswith(".md"):
            for match in re.finditer(r"\]\(([^)\s#]*)#?([^)\s]*)\)", file.text):
                path, heading = match.groups()
                if "://" not in path and not _leads_somewhere(tree, file, path, heading):
                    yield Finding(
                        file.path,
                        file.line_of(match.start()),
                        f"the link {match.group()[2:-1]} leads nowhere",
                    )


def _leads_somewhere(tree: Tree, file: File, path: str, heading: str) -> bool:
    target = posixpath.normpath(posixpath.join(file.folder, path)) if path else file.path
    if page := tree.get(target):
        return not heading or heading in _headings(page)
    return not heading and any(other.path.startswith(target + "/") for other in tree)


def _headings(page: File) -> set[str]:
    """The anchors of a page's headings, as links write them."""
    titles = re.findall(r"^#+ +(.*)$", page.text, re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


_LINKED = {"docs/a.md": "# The way, in short\n", "locales/en.po": ""}

LINKS = Rule(
    "links",
    check_links,
    good=[
        _LINKED | {"README.md": "[a](docs/a.md), [b](docs/a.md#the-way-in-short), [c](locales/)\n"},
        _LINKED | {"docs/b.md": "# B\n[a](a.md), [b](../locales), [c](#b), [d](https://a.ex)\n"},
    ],
    bad=[
        _LINKED | {"README.md": "[a](a.md)\n"},
        _LINKED | {"README.md": "[a](docs/a.md#the-way)\n"},
        _LINKED | {"docs/b.md": "[a](locales)\n"},
    ],
)

# In backticks, except the text of a link.
_SOURCE_NAME = re.compile(r"(?<!\[)`([\w./*-]+\.(?:h|cpp|mjs|js|py|css|html|\*))`")


def check_named_files(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if file.name == "README.md" or file.folder == "docs":
            for match in _SOURCE_NAME.finditer(file.text):
                if not _is_there(tree, file.folder, match.group(1)):
                    yield Finding(
                        file.path,
                        file.line_of(match.start()),
                        f"names {match.group(1)}, which is not there",
                    )


def _is_there(tree: Tree, folder: str, name: str) -> bool:
    """Whether the file is in the folder or below it; the path may also start at the top or in src/."""
    below = "*/" + name if folder == "." else f"{folder}/*/{name}"
    patterns = [posixpath.normpath(posixpath.join(folder, name)), below, name, "src/" + name]
    if any(tree.get(pattern) for pattern in patterns):
        return True
    return any(fnmatch.filter(tree.files, pattern) for pattern in patterns)


_NAMED = {"src/net/json.h": "", "src/net/page/chat.js": "", "tests/support/node.h": ""}

NAMED_FILES = Rule(
    "named-files",
    check_named_files,
    good=[
        _NAMED | {"src/net/README.md": "`json.h`, `js*.h`, `json.*`, `chat.js`, `page/chat.js`\n"},
        _NAMED | {"src/web/README.md": "`net/json.h`, `src/net/json.h`, `*_screens.{h,cpp}`\n"},
        _NAMED | {"src/web/README.md": "[`node.h`](../../tests/support/node.h)\n"},
        _NAMED | {"docs/decisions/0001.md": "`gone.h`\n", "docs/way.md": "`net/json.h`\n"},
    ],
    bad=[
        _NAMED | {"src/net/README.md": "`jason.h`\n"},
        _NAMED | {"src/net/README.md": "`curl_*.cpp`\n"},
        _NAMED | {"src/web/README.md": "`json.h`\n"},
        _NAMED | {"docs/way.md": "`net/jason.h`\n"},
    ],
)

RULES = [SETTINGS, COMMANDS, ROUTES, LINKS, NAMED_FILES]
