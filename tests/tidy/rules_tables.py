"""Which room of shop/ writes and reads which tables, as its README says."""

import re
from typing import Iterator

from cpp import string_literals
from tree import File, Finding, Rule, Tree

_CREATED = re.compile(
    r"\b(?:CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?|RENAME\s+TO\s+)(\w+)", re.I
)
_WRITTEN = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(\w+)")
_ONE = r"[a-z]\w*(?:\s+(?:AS\s+)?[a-z]\w*)?"  # with its alias; keywords are upper case
_READ = re.compile(rf"(?<!\bDELETE )\b(?:FROM|JOIN)\s+({_ONE}(?:\s*,\s*{_ONE})*)")
_LISTED = re.compile(r"^- \*\*(Writes|Reads):\*\*(.*)$", re.M)


def _tables(tree: Tree) -> set[str]:
    """What the migrations create: other names in a statement are its own."""
    found: set[str] = set()
    for file in tree:
        if file.path.startswith("src/db/migrations/"):
            found.update(_CREATED.findall(file.text))
    return found


def _used(file: File, tables: set[str]) -> Iterator[tuple[int, str, str]]:
    """Each use as (line, "Writes" or "Reads", table)."""
    for offset, sql in string_literals(file.text):
        line = file.line_of(offset)
        for table in _WRITTEN.findall(sql):
            if table in tables:
                yield line, "Writes", table
        for names in _READ.findall(sql):
            for name in names.split(","):
                if (table := name.split()[0]) in tables:
                    yield line, "Reads", table


def _rooms(tree: Tree) -> dict[str, list[File]]:
    rooms: dict[str, list[File]] = {}
    for file in tree.cpp:
        room = re.match(r"src/shop/(\w+)/", file.path)
        if room and not file.is_test:
            rooms.setdefault(room.group(1), []).append(file)
    return rooms


def check_tables(tree: Tree) -> Iterator[Finding]:
    tables = _tables(tree)
    for room, files in _rooms(tree).items():
        path = f"src/shop/{room}/README.md"
        readme = tree.get(path)
        listed: dict[str, set[str]] = {"Writes": set(), "Reads": set()}
        for kind, text in _LISTED.findall(readme.text if readme else ""):
            listed[kind] |= set(re.findall(r"`(\w+)`", text))
        unused = {(kind, table) for kind, names in listed.items() for table in names}
        for file in files:
            for line, kind, table in _used(file, tables):
                unused.discard((kind, table))
                if table not in listed[kind] and not (kind == "Reads" and table in listed["Writes"]):
                    yield Finding(
                        file.path,
                        line,
                        f"{table} does not stand under {kind} in {path}: call a function of the "
                        "room whose table it is, or list it",
                    )
        for kind, table in sorted(unused):
            yield Finding(path, 1, f"no statement of {room} {kind.lower()} {table}: take it out")


_MIGRATION = {"src/db/migrations/0001.sql": "CREATE TABLE users (id);\nCREATE TABLE orders (id);\n"}
_WRITES_ORDERS = {"src/shop/sales/README.md": "# x\n- **Writes:** `orders`.\n- **Reads:** `users`.\n"}


def _in_sales(sql: str) -> dict[str, str]:
    return _MIGRATION | _WRITES_ORDERS | {"src/shop/sales/a.cpp": f'f("{sql}");\n'}


TABLES = Rule(
    "tables-of-a-room",
    check_tables,
    good=[
        _in_sales("INSERT INTO orders (id) SELECT id FROM users"),
        _in_sales("DELETE FROM orders WHERE id IN (SELECT o.id FROM orders o, users u)"),
        _in_sales('WITH seen AS (" "UPDATE orders SET id = 1) SELECT * FROM seen JOIN users'),
        _in_sales("DELETE FROM orders; SELECT 1 FROM users FOR NO KEY UPDATE OF u")
        | {"src/shop/sales/a_test.cpp": 'f("DELETE FROM users");\n'},
    ],
    bad=[
        _in_sales("INSERT INTO orders (id) SELECT id FROM users") | {"src/shop/sales/README.md": ""},
        _in_sales("UPDATE orders SET id = 1; UPDATE users SET id = 1; SELECT 1 FROM users"),
        _in_sales("SELECT 1 FROM users"),
        _in_sales("UPDATE orders SET id = 1"),
        _MIGRATION | {"src/shop/money/a.h": 'f("SELECT 1 FROM orders o, " "users u");\n'},
    ],
)

RULES = [TABLES]
