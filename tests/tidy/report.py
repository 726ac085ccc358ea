"""Writes the results in the XML format of GoogleTest."""

from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree


@dataclass
class Case:
    suite: str
    name: str
    failures: list[str] = field(default_factory=list)


def _counts(cases: list[Case]) -> dict[str, str]:
    failed = sum(1 for case in cases if case.failures)
    return {"tests": str(len(cases)), "failures": str(failed), "errors": "0"}


def write_xml(path: Path, cases: list[Case]) -> None:
    root = ElementTree.Element("testsuites", _counts(cases))
    for name, group in groupby(cases, key=lambda case: case.suite):
        own = list(group)
        suite = ElementTree.SubElement(root, "testsuite", {"name": name} | _counts(own))
        for case in own:
            attributes = {"name": case.name, "classname": case.suite}
            element = ElementTree.SubElement(suite, "testcase", attributes)
            if case.failures:
                ElementTree.SubElement(element, "failure", {"message": "\n".join(case.failures)})
    ElementTree.indent(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(path, encoding="unicode", xml_declaration=True)
