"""Checks the request schemas of a bundle's templates with a validator that is not ours.

Every schema is a schema, every sample fits it, the test persons' cases fit it, and what must not fit
does not: a request without its context, an answer to a question that is not asked, a mandatory field
left out.
"""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema


def printed(program: str, *arguments: str) -> dict:
    done = subprocess.run([program, "schema", "request", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"schema request {' '.join(arguments)}: {done.stderr}")
    return json.loads(done.stdout)


def laid_over(under: dict, over: dict) -> dict:
    merged = copy.deepcopy(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = laid_over(merged[key], value) if both else value
    return merged


def cases(bundle: pathlib.Path):
    for path in sorted((bundle / "persons").glob("*.json")):
        person = json.loads(path.read_text(encoding="utf-8"))
        for case in person.get("cases", []):
            case = dict(case)
            case["data"] = laid_over(person.get("data", {}), case.get("data", {}))
            yield path.stem, case


def first_fault(validator, request) -> str:
    faults = sorted(validator.iter_errors(request), key=lambda fault: list(map(str, fault.path)))
    return "" if not faults else f"{'.'.join(map(str, faults[0].path))}: {faults[0].message[:200]}"


def main() -> int:
    program, bundle = sys.argv[1], pathlib.Path(sys.argv[2])
    found, samples, persons = [], 0, 0
    for manifest in sorted((bundle / "templates").glob("*.toml")):
        key = manifest.stem
        schema = printed(program, str(bundle), key)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        contexts = schema["properties"]["context"]["enum"]
        for context in contexts:
            sample = printed(program, str(bundle), key, "--context", context, "--sample")
            samples += 1
            if fault := first_fault(validator, sample):
                found.append(f"{key}: the sample for {context} does not fit: {fault}")
            alone = printed(program, str(bundle), key, "--context", context)
            if fault := first_fault(jsonschema.Draft202012Validator(alone), sample):
                found.append(f"{key}: the sample does not fit the schema of {context} alone: {fault}")
            without = {name: value for name, value in sample.items() if name != "context"}
            stray = laid_over(sample, {"answers": {"findes-ikke": "J"}})
            wrong = {"no context": without, "a stray answer": stray,
                     "a stray key": sample | {"stray": 1}, "another context": sample | {"context": "x"}}
            for group, members in schema["properties"]["data"].get("properties", {}).items():
                for name in members.get("required", []) if "properties" in members else []:
                    missing = copy.deepcopy(sample)
                    del missing["data"][group][name]
                    wrong[f"without {group}.{name}"] = missing
            found += [f"{key}: {name} fits" for name, request in wrong.items()
                      if not first_fault(validator, request)]
        for person, case in cases(bundle):
            if case["context"] not in contexts:
                continue
            # Answers are those of another letter of the case.
            asked = schema["properties"]["answers"]["properties"]
            case["answers"] = {name: answer for name, answer in case.get("answers", {}).items()
                               if name in asked}
            persons += 1
            if fault := first_fault(validator, case):
                found.append(f"{key}: {person} in {case['context']} does not fit: {fault}")
    for fault in found:
        print(fault)
    print(f"jsonschema: {samples} samples and {persons} cases of test persons fit their schemas"
          if not found else f"jsonschema: {len(found)} faults")
    return 0 if not found and samples else 1


if __name__ == "__main__":
    sys.exit(main())
