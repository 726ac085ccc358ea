"""TODOs, unresolved conflicts, and translations."""

import posixpath
import re
from typing import Iterator

from tree import Finding, Rule, Tree

_NOTE = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))")
_EXAMPLES = "tests/tidy/"  # of what the rules refuse


def check_todos(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if (file.is_source or file.path.endswith(".po")) and not file.path.startswith(_EXAMPLES):
            for number, line in enumerate(file.lines, 1):
                if match := _NOTE.search(line):
                    yield Finding(
                        file.path, number, f"{match.group(1)} without an issue: TODO(#NUMBER)"
                    )


TODOS = Rule(
    "todos",
    check_todos,
    good=[{"a.cpp": "// TODO(#12): faster\n", "CONTRIBUTING.md": "A TODO names its issue.\n"}],
    bad=[
        {"a.cpp": "// TODO: faster\n"},
        {"a.sql": "-- FIXME\n"},
        {"a.tsx": "// XXX\n"},
        {"scripts/a": "# TODO(me) x\n"},
        {".ci/run": "# TODO\n"},
        {"Makefile": "# TODO\n"},
    ],
)

_CONFLICT = re.compile(r"^(<{7}|>{7}) ")


def check_conflicts(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        for number, line in enumerate(file.lines, 1):
            if _CONFLICT.match(line):
                yield Finding(file.path, number, "a conflict that was not resolved")


CONFLICTS = Rule(
    "conflicts",
    check_conflicts,
    good=[{"a.md": "Title\n=======\n"}],
    bad=[{"a.md": "<" * 7 + " HEAD\n"}],
)

_ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*"(.*)"\s*$')


def messages_of(text: str) -> dict[str, tuple[int, str]]:
    """Each msgid of a .po file with its line and all its translations, one after the other."""
    messages: dict[str, tuple[int, str]] = {}
    identifier, in_translation = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if not (match := _ENTRY.match(line)):
            continue
        keyword, words = match.groups()
        if keyword == "msgid":
            identifier = words
            messages[identifier] = (number, "")
        in_translation = keyword.startswith("msgstr") if keyword else in_translation
        if in_translation:
            start, translation = messages[identifier]
            messages[identifier] = (start, translation + words)
    messages.pop("", None)
    return messages


# The languages of a folder say the same things.
def check_locales(tree: Tree) -> Iterator[Finding]:
    folders: dict[str, dict[str, dict[str, tuple[int, str]]]] = {}
    for file in tree:
        if file.path.endswith(".po"):
            folder = folders.setdefault(posixpath.dirname(file.path), {})
            folder[file.path] = messages_of(file.text)
    for locales in folders.values():
        yield from _compare_locales(locales)


def _compare_locales(locales: dict[str, dict[str, tuple[int, str]]]) -> Iterator[Finding]:
    for path, messages in locales.items():
        for other, theirs in locales.items():
            if other == path:
                continue
            for identifier, (line, text) in theirs.items():
                if identifier not in messages:
                    yield Finding(other, line, f"{identifier} is missing in {path}: translate it")
                elif lost := sorted(_placeholders(text) - _placeholders(messages[identifier][1])):
                    yield Finding(
                        path, messages[identifier][0], f"{identifier} lacks {', '.join(lost)}"
                    )
        for identifier, (line, text) in messages.items():
            if not text:
                yield Finding(path, line, f"{identifier} has no text: translate it")


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z_]+\}", text))


_EN = 'msgid "a"\nmsgstr "{name} of {city}"\n'

LOCALES = Rule(
    "locales",
    check_locales,
    good=[
        {"locales/en.po": _EN, "locales/pl.po": _EN, "locales/api/pl.po": 'msgid "b"\nmsgstr "c"\n'},
        {"locales/en.po": _EN, "locales/pl.po": 'msgid "a"\nmsgstr ""\n"{city}: "\n"{name}"\n'},
        {
            "locales/en.po": 'msgid "n"\nmsgid_plural "n"\nmsgstr[0] "one"\nmsgstr[1] "{count}"\n',
            "locales/pl.po": 'msgid "n"\nmsgid_plural "n"\nmsgstr[0] "{count}"\nmsgstr[1] "x"\n',
        },
    ],
    bad=[
        {"locales/en.po": _EN, "locales/pl.po": 'msgid ""\nmsgstr "Language: pl"\n'},
        {"locales/en.po": _EN, "locales/pl.po": 'msgid "a"\nmsgstr "{name}"\n'},
        {"locales/en.po": _EN, "locales/pl.po": 'msgid "a"\nmsgstr ""\n'},
    ],
)

RULES = [TODOS, CONFLICTS, LOCALES]
