"""Opens every letter in a folder with python-docx and looks for what must not be there."""

import pathlib
import sys
import zipfile

import docx
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MACHINERY = ("«", "»", "MERGEFIELD", "TableStart:", "TableEnd:", "Error!")
# Fields that Word itself computes when the letter is paged or clicked stay fields.
STAYING = ("PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK", "TOC", "PAGEREF", "STYLEREF", "REF")


def faults(path: pathlib.Path) -> list[str]:
    found = []
    document = docx.Document(path)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    found += [f"shows {word}" for word in MACHINERY if word in text]
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            for code in root.iter(f"{W}instrText"):
                words = (code.text or "").split()
                if words and words[0].upper() in ("MERGEFIELD", "IF", "SET", "QUOTE", "="):
                    found.append(f"{name} has a field code {words[0]}")
            for simple in root.iter(f"{W}fldSimple"):
                words = simple.get(f"{W}instr", "").split()
                if words and words[0].upper() not in STAYING:
                    found.append(f"{name} has a simple field {words[0]}")
            found += [f"{name} has w:{tag}" for tag in ("mailMerge", "updateFields")
                      if root.find(f".//{W}{tag}") is not None]
    return found


def main() -> int:
    folder, expected = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    letters = sorted(folder.glob("*/*.docx"))
    bad = 0
    for letter in letters:
        for fault in faults(letter):
            print(f"{letter.relative_to(folder)}: {fault}")
            bad += 1
    print(f"python-docx opened {len(letters)} letters")
    return 0 if bad == 0 and len(letters) == expected else 1


if __name__ == "__main__":
    sys.exit(main())
