#!/usr/bin/env python3
"""Writes a site whose 300 meetings have odd titles: commas, newlines, emoji, markup, scripts of many directions.

    site.py FOLDER

The same every time: what an export must carry unharmed, or escape. `titles.json` beside the site has what was asked for.
"""
import json
import sys
from datetime import date, timedelta
from pathlib import Path

PIECES = [
    "Budget, rates; and fees",
    "Line one\nline two\r\nline three",
    "Tabs\tand\u00a0no-break\u2009spaces",
    "Back\\slash \\n and \\, and \\;",
    "Quotes \"double\" 'single' “curly” «guillemets»",
    "Emoji 🚢🌊👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and ⚓️",
    "Less < more > & ampersand &amp; twice",
    "CDATA ]]> and --> and <!-- comment",
    "<script>alert(1)</script> is shown",
    "Colon: semicolon; equals= plus+",
    "=SUM(A1:A9)",
    "+44 20 7946 0000",
    "-12 degrees",
    "@everybody",
    "Ŵyn ap Llŷr a’r Eisteddfod",
    "議事録 第三回 会議",
    "محضر الاجتماع الثالث",
    "פרוטוקול ישיבה",
    "Zażółć gęślą jaźń",
    "Combining e\u0301a\u0300o\u0302 marks",
    "Zero\u200bwidth\u200djoiner and \u202bdirection\u202c",
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "Percent %20 and hash # and question ?",
    "A very long title that " + "goes on and on and " * 20 + "ends",
    "字" * 120,
    "🌊" * 60,
    "Brackets [one] (two) {three}",
    "Pipes | and `code` and ~waves~",
    "{{ template }} and {% tag %}",
]


def toml(text):
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "\\u007f")


def main(folder):
    folder = Path(folder)
    content = folder / "content"
    titles = {}
    (content / "lists" / "risks").mkdir(parents=True)
    (folder / "site.toml").write_text(
        f"title = {toml('Odd, titles; “everywhere” & 🚢')}\nbase_url = \"https://odd.example/minutes/\"\nas_of = 2026-01-01\n",
        encoding="utf-8",
    )
    (content / "_index.md").write_text("# Odd titles\n", encoding="utf-8")
    (content / "people.toml").write_text(
        "[[person]]\nid = \"ann\"\nname = \"Ann, \\\"the Anchor\\\" Other\"\n\n[[person]]\nid = \"ben\"\nname = \"Ben 🚢 Bowline\"\n",
        encoding="utf-8",
    )
    (content / "organisations.toml").write_text("[[organisation]]\nid = \"trust\"\nname = \"Trust & Sons Ltd\"\n", encoding="utf-8")
    for body in range(3):
        (content / f"body-{body}" / "meetings").mkdir(parents=True)
        name = toml(["Board, first", "Panel of 🚢 & <boats>", "Pwyllgor Ŵyn\nac eraill"][body])
        (content / f"body-{body}" / "_index.md").write_text(
            f"+++\nname = {name}\nmembers = [{{ person = \"ann\", organisation = \"trust\", role = \"chair\", from = 2001-01-01 }}]\n+++\n",
            encoding="utf-8",
        )
    for n in range(300):
        body, piece = n % 3, PIECES[n // 3 % len(PIECES)]
        title = f"{piece} ({n})"
        day = date(2001, 1, 3) + timedelta(days=28 * (n // 3))
        lines = ["+++", f"title = {toml(title)}", f"venue = {toml('Hall, ' + piece[:40])}"]
        lines += [f"description = {toml('About: ' + piece)}"] if n % 4 == 0 else []
        lines += ["hours = \"10:30-12:00\""] if n % 2 == 0 else []
        lines += ["cancelled = true"] if n % 17 == 5 else []
        lines += ["changes = [{ date = 2025-05-05, note = \"A name was put right.\", major = true }]"] if n % 23 == 3 else []
        lines += ["aliases = [\"/old/" + str(n) + "/\"]"] if n % 50 == 7 else []
        lines += ["+++", "", "## Attendees", "", "- Trust & Sons Ltd: Ann, \"the Anchor\" Other (chair)"] if n % 5 else ["+++", "", "## Attendees", ""]
        lines += ["- Trust & Sons Ltd: Official (for Ben 🚢 Bowline)", "", "## Apologies", "", "- Trust & Sons Ltd: Ben 🚢 Bowline", ""]
        flat = " ".join(piece.split())
        lines += ["## 1. Business", "", f"1.1 The matter of “{flat}” was raised.", "", f"**ACTION:** Ben 🚢 Bowline to see to “{flat}” by 1 February 2001.", ""]
        lines += [f"**AGREED:** “{flat}” stands.", ""]
        (content / f"body-{body}" / "meetings" / f"{day}.md").write_text("\n".join(lines), encoding="utf-8")
        titles[f"body-{body}/{day}"] = title
    rows = ["rank,key,name,note"]
    rows += [f'{n + 1},k{n},"{piece.splitlines()[0].replace(chr(34), chr(34) * 2)}","a, note"' for n, piece in enumerate(PIECES[:20])]
    (content / "lists" / "risks" / "_index.md").write_text("+++\ntitle = \"Risks, & 🌊\"\nreview = \"yearly\"\n+++\n", encoding="utf-8")
    (content / "lists" / "risks" / "2020-01-01.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    report = content / "reports" / "odd, report 🚢"
    report.mkdir(parents=True)
    (report / "index.md").write_text(
        f"+++\ntitle = {toml(PIECES[1])}\ndate = 2012-10-18\nauthors = [{toml(PIECES[4])}]\n+++\n\nA report.\n", encoding="utf-8"
    )
    (report / "Table 1 (final).csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "titles.json").write_text(json.dumps(titles, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
