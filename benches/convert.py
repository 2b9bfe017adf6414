#!/usr/bin/env python3
"""Turns a neutral corpus of meetings (one JSON object a line) into a minutebook site.

    convert.py MEETINGS.jsonl BODIES.json SITE

A meeting has: body, date, title, venue, previous, attendees and apologies (org, name, role),
items (no, title, paras: no, text), actions (para, owner, due, status, text). Closed actions
become rows of the body's actions.csv, as a secretariat would record them between meetings.
"""
import csv
import datetime
import json
import sys
from collections import defaultdict
from pathlib import Path


def long_date(iso):
    day = datetime.date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def row(person):
    role = f" ({person['role'].lower()})" if person.get("role") else ""
    return f"- {person['org']}: {person['name']}{role}"


def minutes(meeting):
    out = ["+++", f"title = {json.dumps(meeting['title'], ensure_ascii=False)}", f"venue = {json.dumps(meeting['venue'], ensure_ascii=False)}", "+++", ""]
    out += ["## Attendees", *map(row, meeting["attendees"]), "", "## Apologies", *map(row, meeting["apologies"]), ""]
    by_paragraph = defaultdict(list)
    for action in meeting["actions"]:
        by_paragraph[action["para"]].append(action)
    for item in meeting["items"]:
        out += [f"## {item['no']}. {item['title']}", ""]
        for paragraph in item["paras"]:
            out += [f"{paragraph['no']} {paragraph['text']}", ""]
            for action in by_paragraph[paragraph["no"]]:
                text = action["text"].removeprefix("To ").rstrip(".")
                out += [f"**ACTION:** {action['owner']} to {text} by {long_date(action['due'])}.", ""]
    if meeting["previous"]:
        out += [f"The previous meeting's actions are in [the minutes of {long_date(meeting['previous'])}]({meeting['previous']}.md).", ""]
    if meeting["next"]:
        out += [f"The next meeting will be held on {long_date(meeting['next'])}.", ""]
    return "\n".join(out), by_paragraph


def main(meetings, bodies, site):
    site = Path(site)
    content = site / "content"
    content.mkdir(parents=True, exist_ok=True)
    (site / "site.toml").write_text('title = "Minutes"\nbase_url = "https://minutes.example/"\nas_of = 2026-01-01\n', encoding="utf-8")
    (content / "_index.md").write_text("+++\ntitle = \"Minutes\"\n+++\n\nA generated corpus.\n", encoding="utf-8")
    for body in json.load(open(bodies, encoding="utf-8"))["bodies"]:
        folder = content / body["slug"]
        (folder / "meetings").mkdir(parents=True, exist_ok=True)
        (folder / "_index.md").write_text(f"+++\nname = {json.dumps(body['title'])}\n+++\n\nA generated body.\n", encoding="utf-8")
    closed = defaultdict(list)
    for line in open(meetings, encoding="utf-8"):
        meeting = json.loads(line)
        text, by_paragraph = minutes(meeting)
        path = content / meeting["body"] / "meetings" / f"{meeting['date']}.md"
        path.write_text(text, encoding="utf-8")
        for number, actions in by_paragraph.items():
            for n, action in enumerate(actions):
                if action["status"] == "closed":
                    suffix = "" if n == 0 else chr(ord("a") + n)
                    closed[meeting["body"]].append((f"{meeting['date']}/{number}{suffix}", action["due"], "done", "Reported to the secretariat."))
    for body, rows in closed.items():
        with open(content / body / "actions.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(["action", "date", "status", "note"])
            out.writerows(sorted(rows))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
