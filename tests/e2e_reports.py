"""Checks reports of validation with schemas that are not ours.

SARIF against the schema of OASIS and what GitHub code scanning asks beyond it, JUnit against Jenkins's
schema, GitLab's code quality for its unique fingerprints, and HTML for standing alone: no address that
leads outside, no script, every link to a place that is there once.

    e2e_reports.py FOLDER SCHEMAS
"""

import collections
import html.parser
import json
import pathlib
import sys
import urllib.parse

import jsonschema
from lxml import etree


def sarif(path: pathlib.Path, schema: dict):
    log = json.loads(path.read_text(encoding="utf-8"))
    for fault in jsonschema.Draft4Validator(schema).iter_errors(log):
        yield f"{'/'.join(map(str, fault.path))}: {fault.message[:200]}"
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "a rule is declared twice"
    for rule in rules:
        if len(rule["properties"]["tags"]) > 20:
            yield f"{rule['id']}: more than 20 tags"
        if len(set(rule["properties"]["tags"])) != len(rule["properties"]["tags"]):
            yield f"{rule['id']}: a tag twice"
    hashes = collections.Counter()
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"{result['ruleId']}: ruleIndex is of another rule"
        location = result["locations"][0]["physicalLocation"]
        artifact = run["artifacts"][location["artifactLocation"]["index"]]
        uri = location["artifactLocation"]["uri"]
        if artifact["location"]["uri"] != uri:
            yield f"{uri}: index is of another file"
        if urllib.parse.quote(urllib.parse.unquote(uri), safe="/:@!(),+=~") != uri:
            yield f"{uri}: not percent-encoded"
        if location["region"]["startLine"] < 1:
            yield f"{uri}: line {location['region']['startLine']}"
        hashes[result["partialFingerprints"]["primaryLocationLineHash"]] += 1
    yield from (f"fingerprint {found} stands {count} times"
                for found, count in hashes.items() if count > 1)


def junit(path: pathlib.Path, schema: etree.XMLSchema):
    document = etree.parse(str(path))
    if not schema.validate(document):
        yield from (f"line {fault.line}: {fault.message}" for fault in schema.error_log)


def gitlab(path: pathlib.Path):
    entries = json.loads(path.read_text(encoding="utf-8"))
    if len({entry["fingerprint"] for entry in entries}) != len(entries):
        yield "a fingerprint stands twice"
    for entry in entries:
        if set(entry) != {"description", "check_name", "fingerprint", "severity", "location"}:
            yield f"keys {sorted(entry)}"
        if entry["severity"] not in ("info", "minor", "major", "critical", "blocker"):
            yield f"severity {entry['severity']}"
        if entry["location"]["lines"]["begin"] < 1 or entry["location"]["path"].startswith("/"):
            yield f"location {entry['location']}"


class Page(html.parser.HTMLParser):
    """Elements that must not be there, ids, and links inside the page."""

    VOID = {"meta", "img", "br", "link", "input", "hr"}

    def __init__(self):
        super().__init__()
        self.faults, self.ids, self.links, self.open = [], collections.Counter(), [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("script", "link", "iframe", "object", "embed", "base"):
            self.faults.append(f"an element {tag}")
        for name, value in attributes:
            if name.startswith("on"):
                self.faults.append(f"a script in {name}")
            if name == "id":
                self.ids[value] += 1
            if name == "href":
                self.links.append(value)
            if name in ("src", "srcset", "action", "data") and not value.startswith("data:image/png;base64,"):
                self.faults.append(f"{name}={value[:60]}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def page(path: pathlib.Path):
    text = path.read_text(encoding="utf-8")
    reader = Page()
    reader.feed(text)
    yield from reader.faults
    yield from (f"id {name} stands {count} times" for name, count in reader.ids.items() if count > 1)
    for link in reader.links:
        if not link.startswith("#") or link[1:] not in reader.ids:
            yield f"a link to {link}"
    if "url(" in text or "@import" in text:
        yield "a style that loads something"


def main() -> int:
    folder, schemas = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    sarif_schema = json.loads((schemas / "sarif.json").read_text(encoding="utf-8"))
    junit_schema = etree.XMLSchema(etree.parse(str(schemas / "junit.xsd")))
    checks = {
        "*.sarif": lambda path: sarif(path, sarif_schema),
        "*.xml": lambda path: junit(path, junit_schema),
        "*.json": gitlab,
        "*.html": page,
    }
    found, count = [], 0
    for pattern, check in checks.items():
        paths = sorted(folder.glob(pattern))
        if not paths:
            found.append(f"no {pattern} to check")
        for path in paths:
            count += 1
            found += [f"{path.name}: {fault}" for fault in check(path)]
    print("\n".join(found) if found else f"{count} reports fit their schemas")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
