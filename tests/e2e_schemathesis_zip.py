"""Zip archives for schemathesis, which knows none: parts of the demonstration bundle, whole and broken."""

import io
import pathlib
import zipfile

import schemathesis
from hypothesis import strategies

BUNDLE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "bundle"
FILES = ["bundle.toml", "questions.toml", "groups.toml", "elements/kontakt.docx", "elements/kontakt.toml", "persons/ib.json"]


def zipped(names):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as entries:
        for name in sorted(names):
            entries.writestr(name, (BUNDLE / name).read_bytes())
    return archive.getvalue()


archives = strategies.sets(strategies.sampled_from(FILES)).map(zipped)
torn = strategies.tuples(archives, strategies.integers(0, 200)).map(lambda it: it[0][: -1 - it[1]])
schemathesis.openapi.media_type("application/zip", archives | torn | strategies.binary(max_size=200))
