"""Parses as much C++ as the rules need: comments, literals, and the blocks of functions."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<raw>(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
    | (?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
    | (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<number>\.?[0-9](?:[eEpP][+-]|'?[0-9A-Za-z_.])*)
    | (?P<char>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
    | (?P<word>[A-Za-z_]\w*)
    | (?P<space>\s+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LITERALS = ("raw", "string", "char")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def code_of(text: str) -> str:
    """The text with comments and the contents of literals replaced by blanks."""
    parts = []
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match.group()
        if kind == "delimiter" or kind in _LITERALS:
            parts.append('"' + _blank(token[1:-1]) + '"')
        else:
            parts.append(_blank(token) if kind == "comment" else token)
    return "".join(parts)


def blank_templates(text: str) -> str:
    """JavaScript with the contents of template literals replaced by blanks."""
    return re.sub(r"`(?:\\.|[^`\\])*`", lambda match: f'"{_blank(match.group()[1:-1])}"', text)


def string_literals(text: str) -> list[tuple[int, str]]:
    """Each string literal as (offset, contents); adjacent literals are joined."""
    found: list[tuple[int, str]] = []
    joins = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup in ("raw", "delimiter", "string"):
            contents = _contents(token)
            if joins:
                found[-1] = (found[-1][0], found[-1][1] + contents)
            else:
                found.append((match.start(), contents))
            joins = True
        elif match.lastgroup not in ("space", "comment"):
            joins = False
    return found


def _contents(token: str) -> str:
    token = token[token.index('"') + 1 : -1]
    raw = re.fullmatch(r"([^()\\\s]{0,16})\((.*)\)\1", token, re.DOTALL)
    return raw.group(2) if raw else token


@dataclass(frozen=True)
class Function:
    line: int
    lines: int


_TYPE_HEAD = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_CONTROL_HEAD = re.compile(r"(^|\s)(if|for|while|switch|else|do|try)\b")
_ACCESS_LABELS = ("public", "private", "protected")


class _Block:
    """Braces and what is directly between them."""

    def __init__(self, head: str, head_line: int):
        self.head = head
        self.head_line = head_line
        self.has_statements = False

    @property
    def is_code(self) -> bool:
        """True for code; false for a table of values, a type or a namespace."""
        return self.has_statements and not _TYPE_HEAD.search(_without_parameters(self.head))


def _without_parameters(head: str) -> str:
    """`template <class T> void f(struct S s)` as `void f`."""
    while match := re.match(r"template\s*<", head):
        depth, end = 1, match.end()
        while depth > 0 and end < len(head):
            depth += {"<": 1, ">": -1}.get(head[end], 0)
            end += 1
        head = head[end:].lstrip()
    shorter = None
    while shorter != head:
        shorter, head = head, re.sub(r"\([^()]*\)", "", head)
    return head


def functions_of(code: str) -> list[Function]:
    """The outermost blocks of statements, from the first line of their heads to the last brace.

    REQUIRES: `code` has passed code_of().
    """
    found: list[Function] = []
    blocks = [_Block("namespace", 1)]
    head, head_line, line = "", 1, 1
    for character in _without_directives(code):
        line += character == "\n"
        if not head and not character.isspace():
            head_line = line
        if character == "{":
            blocks.append(_Block(head.strip(), head_line))
        elif character == "}" and len(blocks) > 1:
            _close(blocks, line, found)
        elif character == ";":
            blocks[-1].has_statements = True
        ends_head = character in "{};" or (character == ":" and head in _ACCESS_LABELS)
        head = "" if ends_head else (head + character).lstrip()
    return found


def _close(blocks: list[_Block], line: int, found: list[Function]) -> None:
    block = blocks.pop()
    if _CONTROL_HEAD.search(block.head):
        blocks[-1].has_statements = True
    if block.is_code:
        while found and found[-1].line >= block.head_line:  # they are inside this one
            found.pop()
        found.append(Function(block.head_line, line - block.head_line + 1))


def _without_directives(code: str) -> str:
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda match: _blank(match.group()), code, flags=re.M)
