"""Renders every letter in a folder as a PDF and looks at each with eyes that are not ours.

    e2e_pdf.py PROGRAM LETTERS WORK TOOLS

TOOLS holds own_checks.py (what no validator asks) and mutate.py (one defect at a time in a good file).
Each needs pikepdf. Every letter must pass the checks; the mutants must show that the checks can fail.
"""

import concurrent.futures
import pathlib
import subprocess
import sys

import pikepdf

# What own_checks.py must see among the mutants; the rest is the validator's (tests/it/render).
SEEN = ("m09_no_title", "m10_empty_title", "m18_all_td", "m48_thead_after", "m53_scope_bad")


def checked(tools: pathlib.Path, pdf: pathlib.Path) -> list[str]:
    ran = subprocess.run([sys.executable, tools / "own_checks.py", pdf], capture_output=True, text=True)
    return [] if ran.returncode == 0 else (ran.stdout + ran.stderr).strip().splitlines()[-4:]


def rendered(program: str, letters: pathlib.Path, pdfs: pathlib.Path) -> list[pathlib.Path]:
    ran = subprocess.run([program, "render", letters, "-o", pdfs, "--strict", "--lang", "en"],
                         capture_output=True, text=True)
    print(ran.stdout.strip())
    if ran.returncode != 0:
        sys.exit(f"not every letter is rendered:\n{ran.stderr}")
    return sorted(pdfs.rglob("*.pdf"))


def main() -> int:
    program, letters, work, tools = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
    pdfs = rendered(program, letters, work / "pdfs")
    bad = 0
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for pdf, faults in zip(pdfs, pool.map(lambda pdf: checked(tools, pdf), pdfs)):
            for fault in faults:
                print(f"{pdf.name}: {fault}")
                bad += 1
    for pdf in pdfs:
        with pikepdf.open(pdf) as opened:
            if problems := opened.check_pdf_syntax():
                print(f"{pdf.name}: {problems}")
                bad += 1
    print(f"own_checks.py and qpdf passed {len(pdfs)} PDFs" if bad == 0 else f"{bad} faults")

    mutants = work / "mutants"
    mutants.mkdir(exist_ok=True)
    good = next(pdf for pdf in pdfs if "bevilling-udvidet" in str(pdf.parent))
    subprocess.run([sys.executable, tools.resolve() / "mutate.py", good.resolve()], cwd=mutants, check=True,
                   capture_output=True)
    made = {pdf.stem.split("__")[1]: pdf for pdf in (mutants / "out").glob("*.pdf")}
    for name in SEEN:
        if name in made and not checked(tools, made[name]):
            print(f"own_checks.py does not see {name}")
            bad += 1
    if checked(tools, made["m00_identity"]):
        print("own_checks.py finds fault with the letter that was left as it is")
        bad += 1
    print(f"{len(made)} mutants of {good.parent.name}")
    return 0 if bad == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
