"""Mends and annotates documents with the real program, and opens the results with other eyes.

A letter with faults that `--fix` knows is made with python-docx; the demonstration letters go along.
Each is mended twice: the second run changes nothing. python-docx opens what came out, reads the same
text, and LibreOffice makes pages of some.
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys
import zipfile

import docx
from docx.shared import Pt
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def faulty(path: pathlib.Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Anna Andersen"
    document.core_properties.title = ""
    document.add_heading("Afgørelse om helbredstillæg", 1)
    document.add_paragraph("Kære borger.")
    for _ in range(2):
        document.add_paragraph("")
    document.add_paragraph("Du skal sende os:")
    for line in ("- en kopi af regningen", "- en kopi af tilbuddet", "- et brev fra lægen"):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=2)
    table.style = "Table Grid"
    for row, (left, right) in zip(table.rows, (("Ydelse", "Beløb"), ("Tænder", "100"), ("Briller", "200"))):
        row.cells[0].text, row.cells[1].text = left, right
        for run in [run for cell in row.cells for run in cell.paragraphs[0].runs if left == "Ydelse"]:
            run.bold = True
    document.add_heading("Sådan klager du", 2)
    document.add_paragraph("Du kan klage inden fire uger.").runs[0].font.size = Pt(12)
    document.save(path)


def text(path: pathlib.Path) -> str:
    """The text that every reader meets, list markers and blanks apart."""
    document = docx.Document(path)
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = [word.strip().lstrip("-•*0123456789.) \t") for word in words]
    return "\n".join(" ".join(word.split()) for word in words if word)


def run(program: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program, "validate", *args], capture_output=True, text=True, check=False)


def parts(path: pathlib.Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def well_formed(path: pathlib.Path) -> None:
    for name, content in parts(path).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)


def check(program: str, source: pathlib.Path, folder: pathlib.Path) -> list[str]:
    faults = []
    fixed = folder / f"fixed-{source.name}"
    shutil.copy(source, fixed)
    before, was = text(fixed), hashlib.sha256(fixed.read_bytes()).hexdigest()
    shown = run(program, "--fix", "--unsafe", "--diff", str(fixed))
    if shown.returncode not in (0, 1):
        return [f"--diff could not look: {shown.stderr.strip()}"]
    if hashlib.sha256(fixed.read_bytes()).hexdigest() != was:
        faults.append("--diff writes")
    done = run(program, "--fix", "--unsafe", str(fixed))
    if done.returncode not in (0, 1):
        return [f"--fix could not look: {done.stderr.strip()}"]
    once = fixed.read_bytes()
    changed = hashlib.sha256(once).hexdigest() != was
    if changed != bool(shown.stdout.strip()):
        faults.append("--diff and --fix are not of one mind")
    well_formed(fixed)
    if text(fixed) != before:
        faults.append(f"the text is another:\n{before}\n---\n{text(fixed)}")
    run(program, "--fix", "--unsafe", str(fixed))
    if fixed.read_bytes() != once:
        faults.append("a second --fix changes something")
    annotated = folder / f"annotated-{source.name}"
    noted = run(program, str(source), "--annotate", str(annotated))
    if noted.returncode not in (0, 1):
        return [*faults, f"--annotate could not look: {noted.stderr.strip()}"]
    well_formed(annotated)
    if text(annotated) != before:
        faults.append("annotating changes the text")
    comments = parts(annotated).get("word/comments.xml", b"<none/>")
    ids = [comment.get(f"{W}id") for comment in etree.fromstring(comments)]
    body = etree.fromstring(parts(annotated)["word/document.xml"])
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        at = [mark.get(f"{W}id") for mark in body.iter(f"{W}{tag}")]
        if sorted(at) != sorted(ids):
            faults.append(f"{tag} does not match the comments")
    return faults


def pages(office: str, files: list[pathlib.Path], folder: pathlib.Path) -> list[str]:
    profile = folder / "profile"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder / "pdf"), *map(str, files)],
        capture_output=True, check=False, timeout=300,
    )
    made = {path.stem for path in (folder / "pdf").glob("*.pdf")}
    return [f"LibreOffice makes no pages of {file.name}" for file in files if file.stem not in made]


def main() -> int:
    program, letters, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / "med-fejl.docx"
    faulty(own)
    sources = [own, *sorted(letters.glob("*.docx"))]
    bad = 0
    for source in sources:
        for fault in check(program, source, folder):
            print(f"{source.name}: {fault}")
            bad += 1
    mended = docx.Document(folder / "fixed-med-fejl.docx")
    wanted = {
        "no author": not mended.core_properties.author,
        "a header row": mended.element.body.find(f".//{W}tblHeader") is not None,
        "a real list": len(list(mended.element.body.iter(f"{W}numId"))) >= 3,
        "no blank paragraphs": all(paragraph.text.strip() for paragraph in mended.paragraphs),
    }
    for what, there in wanted.items():
        if not there:
            print(f"med-fejl.docx: the mended letter lacks {what}")
            bad += 1
    office = shutil.which("soffice")
    if office:
        sample = [folder / f"{kind}-{source.name}" for source in sources[:4] for kind in ("fixed", "annotated")]
        for fault in pages(office, sample, folder):
            print(fault)
            bad += 1
    print(f"mended and annotated {len(sources)} documents")
    return 0 if bad == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
