"""Checks the tree against the project's rules, and the rules against their examples.

usage: python3 tests/tidy [--xml FILE]
"""

import argparse
import sys
from pathlib import Path

import rules_build
import rules_code
import rules_docs
import rules_layout
import rules_size
import rules_tables
import rules_text
from report import Case, write_xml
from tree import Rule, Tree, read_tree, tree_of

RULES = (
    rules_build.RULES
    + rules_code.RULES
    + rules_size.RULES
    + rules_tables.RULES
    + rules_text.RULES
    + rules_docs.RULES
    + rules_layout.RULES
)


def case_of_tree(rule: Rule, tree: Tree) -> Case:
    return Case("tidy", rule.name, [str(finding) for finding in sorted(set(rule.check(tree)))])


def case_of_examples(rule: Rule) -> Case:
    """Fails when the rule accepts a bad example, refuses a good one, or lacks either."""
    failures = []
    if not rule.good or not rule.bad:
        failures.append("the rule needs a good and a bad example")
    for example in rule.good:
        refused = rule.check(tree_of(example))
        failures += [f"refused a good example: {finding}" for finding in refused]
    for example in rule.bad:
        if not list(rule.check(tree_of(example))):
            failures.append(f"took a bad example: {example}")
    return Case("tidy_rules", rule.name, failures)


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the tree against the project's rules.")
    parser.add_argument("--xml", type=Path, help="where to leave the results")
    options = parser.parse_args()
    tree = read_tree(Path(__file__).resolve().parents[2])
    cases = [case_of_examples(rule) for rule in RULES]
    cases += [case_of_tree(rule, tree) for rule in RULES]
    failed = [case for case in cases if case.failures]
    for case in failed:
        print(f"{case.suite}.{case.name}", *case.failures, sep="\n  ")
    print(f"tidy: {len(cases) - len(failed)} of {len(cases)} cases passed, {len(tree.files)} files")
    if options.xml:
        write_xml(options.xml, cases)
    return 1 if failed else 0


sys.exit(main())
