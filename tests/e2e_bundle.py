"""Every letter of the demonstration bundle, for every test person, seen with eyes that are not ours.

The bundle's files fit their JSON Schemas by a validator of others. Every template of the central
office and of each authority is merged for every case of its contexts; python-docx opens each letter
and finds nothing of the template's machinery in it. One letter of each template is left in the
folder `sample`, for LibreOffice.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tomllib

import jsonschema

from e2e_open import faults
from e2e_schema import cases

KINDS = {"masters": "master", "elements": "element", "templates": "template", "persons": "person"}


def run(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def check_files(program: str, bundle: pathlib.Path) -> int:
    schemas, checked = {}, 0
    for path in sorted(bundle.rglob("*")):
        if path.suffix not in (".toml", ".json") or "schemas" in path.parts:
            continue
        kind = KINDS.get(path.parent.name, path.stem)
        if kind not in schemas:
            schema = json.loads(run(program, "schema", "file", kind))
            jsonschema.Draft202012Validator.check_schema(schema)
            schemas[kind] = jsonschema.Draft202012Validator(schema)
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
        # JSON has no days; TOML's are the strings that they are written as.
        data = json.loads(json.dumps(data, default=str))
        for fault in schemas[kind].iter_errors(data):
            raise SystemExit(f"{path}: {'.'.join(map(str, fault.path))}: {fault.message[:200]}")
        checked += 1
    return checked


def templates(bundle: pathlib.Path, authority: str | None):
    """Keys and contexts of the templates that an owner has."""
    folder = bundle / "authorities" / authority if authority else bundle
    for manifest in sorted((folder / "templates").glob("*.toml")):
        data = tomllib.loads(manifest.read_text(encoding="utf-8"))
        scope = data.get("overrides", {}).get("contexts") or data["contexts"]
        yield manifest.stem, scope


def main() -> int:
    program, bundle, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    print(f"{check_files(program, bundle)} files of the bundle fit their schemas")
    owners = [None] + [path.name for path in sorted((bundle / "authorities").iterdir())]
    everybody = list(cases(bundle))
    (work / "sample").mkdir(parents=True)
    letters = bad = 0
    for owner in owners:
        for key, contexts in templates(bundle, owner):
            fitting = [case for _, case in everybody if case["context"] in contexts]
            records = work / "cases.jsonl"
            records.write_text("\n".join(json.dumps(case) for case in fitting), encoding="utf-8")
            out = work / f"{owner or 'central'}-{key}"
            more = ["--authority", owner] if owner else []
            run(program, "merge", key, "--bundle", str(bundle), "--records", str(records),
                "-o", str(out), "--failures", str(work / "failures.jsonl"), *more)
            made = sorted(out.glob("*.docx"))
            if len(made) != len(fitting) or not made:
                raise SystemExit(f"{out.name}: {len(made)} letters of {len(fitting)} cases")
            for letter in made:
                for fault in faults(letter):
                    print(f"{out.name}/{letter.name}: {fault}")
                    bad += 1
            shutil.copy(made[-1], work / "sample" / f"{out.name}.docx")
            letters += len(made)
    print(f"{letters} letters of the bundle were merged in their contexts and opened by python-docx")
    return 0 if bad == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
