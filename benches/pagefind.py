#!/usr/bin/env python3
"""The search index beside Pagefind's, over the same pages.

    pip install 'pagefind[bin]'
    (cd tests/browser && npm ci)
    cargo build --release && cargo bench --bench search --no-run
    benches/pagefind.py CONTENT WORK

CONTENT is a content folder, say of 10,000 meetings; WORK a folder for what is built, best in memory (/dev/shm/pagefind).
Builds the site, indexes it alone (benches/search.rs), gives Pagefind the pages that our index has documents for, and asks both
the same questions in Chromium (benches/pagefind.mjs). The bars are those of the project; the script ends with 1 where one is missed.
"""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HOME / "target")) / "release"


def measured(command):
    """Runs a command; seconds on the wall, seconds of processor, peak memory in MB, its output."""
    started = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def size(folder):
    files = [f for f in folder.rglob("*") if f.is_file()]
    return sum(f.stat().st_size for f in files), len(files)


def payload(path):
    text = path.read_text()
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def documents(site):
    """The addresses of the documents of an index: docs/reference/search-format.md."""
    root = payload(site / "search/root.js")
    _, names, deep = payload(site / f"search/x/{root['meta']}.js")[1]
    for name in eights(names):
        chunks = eights(payload(site / f"search/x/{name}.js")[1]) if deep else [name]
        for chunk in chunks:
            for document in payload(site / f"search/x/{chunk}.js"):
                yield document[0]


def eights(names):
    """Names of files that stand in one string."""
    return [names[n : n + 8] for n in range(0, len(names), 8)]


def newest(pattern):
    found = sorted(TARGET.glob(pattern), key=lambda f: f.stat().st_mtime)
    runs = [f for f in found if os.access(f, os.X_OK) and not f.suffix]
    return runs[-1] if runs else sys.exit(f"no {pattern} in {TARGET}: cargo bench --bench search --no-run")


def main(content, work):
    work = pathlib.Path(work)
    # Pagefind opens a file for each page at once.
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    site, pages, index = work / "site", work / "pages", work / "index"
    for folder in (pages, index):
        shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    whole = measured([TARGET / "minutebook", "build", "--content", content, "--out", site])
    print(f"minutebook build, all of it: {whole[0]:.2f} s, {whole[1]:.2f} s of processor, peak {whole[2]:.0f} MB")
    output = measured([newest("deps/search-*"), "--content", content, index])[3]
    ours = json.loads(output.splitlines()[-1])
    count = 0
    for address in documents(site):
        page = site / address / "index.html"
        (pages / address).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, pages / address / "index.html")
        count += 1
    theirs = measured([sys.executable, "-m", "pagefind", "--site", pages, "--root-selector", "main", "--quiet"])
    our_size, our_files = size(site / "search")
    their_size, their_files = size(pages / "pagefind")
    browser = subprocess.run(["node", HOME / "benches/pagefind.mjs", site, pages], capture_output=True, text=True, check=True)
    asked = json.loads(browser.stdout)

    print(f"{count} pages                        minutebook      Pagefind   ratio    bar")
    missed = 0

    def row(what, a, b, bar, form="{:.2f}"):
        nonlocal missed
        fine = a <= b * bar
        missed += not fine
        print(f"{what:34}{form.format(a):>12}  {form.format(b):>12}  {a / b:6.3f}  {bar:5.2f}{'' if fine else '  MISSED'}")

    row("index, s on the wall", ours["seconds"], theirs[0], 0.1)
    row("index, s of processor", ours["processor"], theirs[1], 0.1)
    row("memory for it, MB", ours["memory"], theirs[2], 0.05, "{:.0f}")
    row("bytes on disk", our_size, their_size, 1, "{:,}")
    print(f"{'files':34}{our_files:>12}  {their_files:>12}")
    for question in asked["questions"]:
        row(f"bytes fetched, {question['text']}", question["ours"]["bytes"], question["theirs"]["bytes"], 1, "{:,}")
        row("  the same, compressed", question["ours"]["packed"], question["theirs"]["packed"], 1, "{:,}")
        row("  ms of script to the first result", question["ours"]["script"], 100, 1, "{:.0f}")
    return 1 if missed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
