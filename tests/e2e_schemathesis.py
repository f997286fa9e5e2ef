"""schemathesis against the service: requests made of the OpenAPI document, answers held against it.

usage: e2e_schemathesis.py SCHEMATHESIS SECONDS [OPERATION...]

Starts the service of the tests on a fresh store with the demonstration bundle and runs all checks twice: as a case system with a key
for a fifth of the time that is given, and then as somebody who reaches everything. Only what would end the session used is left out.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parent

# What follows would be answered with 401 only: they end the session that is used, or would if they hit on its id.
OURS = {
    "signOut": "ends the session used",
    "endSession": "ends the session used, once its id is taken from the list of sessions",
}

# What a case system comes for.
OF_SYSTEMS = ["Letters", "Templates in use", "Contexts and fields", "Service agreements", "Account"]

# A request that fits the schema may be refused for what is kept: something is not there, was changed, or its words are at odds.
REFUSED = ["2xx", "303", "304", "401", "403", "404", "406", "409", "410", "412", "413", "415", "422", "428", "429"]

# Their query names something of the content, which no schema can know: fields and conditions, a page or a recipient of the letter.
OF_CONTENT = ["listTestPersons", "personTable", "previewLetter", "previewWithPerson"]

# Names of the demonstration, so that more than 404 is seen: by the part of the path before the name.
NAMES = {
    "templates/{key}": ["manglerbrev-generelt", "orientering", "egeby-orientering-undtagelse"],
    "elements/{key}": ["kontakt", "klagevejledning"],
    "masters/{key}": ["borger", "anden-modtager"],
    "questions/{key}": ["flettespoergsmaal-00001", "flettespoergsmaal-10001"],
    "question-groups/{key}": ["manglende-oplysninger", "orienterings-art"],
    "reasons/{key}": ["ikke-noedvendig", "gammel-ordning"],
    "suppliers/{key}": ["klartsyn", "gummerne"],
    "groups/{key}": ["undtagelse", "almindeligt"],
    "parameters/{key}": ["Myndighed.Navn", "Myndighed.By"],
    "persons/{key}": ["anna-andeby", "ib"],
    "items/{item}": ["templates:manglerbrev-generelt", "templates:bevilling-udvidet-helbredstillaeg", "questions"],
    "versions/{number}": [1, 2],
    "files/{extension}": ["docx", "toml"],
    "activations/{subject}": ["templates:manglerbrev-generelt", "groups:undtagelse"],
    "overrides/{kind}/{key}": ["bevilling-udvidet-helbredstillaeg", "kontakt", "borger"],
    "authorities/{code}": ["central", "999"],
}

CONFIG = """
base-url = "{url}"
hooks = "e2e_schemathesis_zip"
[dictionaries.any-revision]
values = ["*"]
[parameters]
environment = "production"
authority = "999"
"header.If-Match" = {{ dictionary = "any-revision", probability = 0.6 }}
[generation]
allow-x00 = false
[checks.positive_data_acceptance]
expected-statuses = {refused}
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "410", "412", "413", "415", "422", "428", "429"]
[checks.missing_required_header]
expected-statuses = ["400", "401", "403", "404", "406", "409", "412", "415", "422", "428"]
[[operations]]
include-operation-id = {of_content}
[operations.checks.positive_data_acceptance]
expected-statuses = {content}
"""

OF_NAME = """
[dictionaries.{dictionary}]
values = {values}
[[operations]]
include-path-regex = "/{place}(/|$)"
[operations.parameters]
"path.{name}" = {{ dictionary = "{dictionary}", probability = 0.7 }}
"""


def config(url, names):
    content = json.dumps([*REFUSED, "400"])
    text = CONFIG.format(url=url, refused=json.dumps(REFUSED), of_content=json.dumps(OF_CONTENT), content=content)
    for path, values in names.items():
        name = path.rsplit("{", 1)[1].rstrip("}")
        place = path.replace("{", "[{]").replace("}", "[}]")
        dictionary = path.split("/")[0] + "-" + name
        text += OF_NAME.format(place=place, name=name, dictionary=dictionary, values=json.dumps(values))
    return text


def run(schemathesis, folder, url, credential, seconds, more):
    command = [schemathesis, "--config-file", str(folder / "schemathesis.toml"), "run", url + "/v1/openapi.json"]
    command += ["--header", "Authorization: Bearer " + credential, "--checks", "all", "--max-examples", "15"]
    command += ["--max-time", str(seconds), "--seed", "1", "--workers", "2", "--request-timeout", "30"]
    command += ["--phases", "examples,coverage,fuzzing,stateful", "--continue-on-failure", "--warnings", "off", "--no-shrink"]
    for operation in OURS:
        command += ["--exclude-operation-id", operation]
    if report := os.environ.get("BREVSMED_SCHEMATHESIS_REPORT"):
        command += ["--report", "ndjson", "--report-ndjson-path", f"{report}-{seconds}.ndjson"]
    environment = dict(os.environ, PYTHONPATH=str(TESTS))
    return subprocess.run(command + more, cwd=folder, env=environment).returncode


def main():
    schemathesis, seconds, only = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    folder = pathlib.Path(tempfile.mkdtemp())
    at = folder / "at.json"
    environment = dict(os.environ, BREVSMED_SERVE_AT=str(at))
    command = ["cargo", "test", "--locked", "--quiet", "--test", "service", "--"]
    command += ["--ignored", "--exact", "frame_serving::it_answers_until_it_is_told_to_stop"]
    service = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(3_000):
            if at.exists() and at.read_text():
                break
            if service.poll() is not None:
                sys.exit("the service does not start")
            time.sleep(0.2)
        told = json.loads(at.read_text())
        names = {**NAMES, "letters/{letter}": [told["letter"]], "access/{account}": [told["account"]]}
        (folder / "schemathesis.toml").write_text(config(told["url"], names))
        named = [word for operation in only for word in ("--include-operation-id", operation)]
        tags = [word for tag in OF_SYSTEMS for word in ("--include-tag", tag)]
        # The system first: whoever reaches everything may end its agreement.
        found = run(schemathesis, folder, told["url"], told["key"], max(seconds // 5, 10), named or tags)
        found += run(schemathesis, folder, told["url"], told["token"], seconds, named)
    finally:
        at.unlink(missing_ok=True)
        well = service.wait(60)
    sys.exit(found or well)


main()
