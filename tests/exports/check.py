#!/usr/bin/env python3
"""Reads what a site publishes for programs with other people's readers.

    check.py PUBLIC [TITLES.json]

Calendars by icalendar, Atom against the grammar of RFC 4287, JSON against the schemas of the site, JSON-LD by PyLD, CSV and XML by
Python. TITLES.json: the title that each meeting was given; it must come out of every form the same, but for white space.
"""
import csv
import io
import json
import sys
import urllib.parse
import zoneinfo
import xml.etree.ElementTree as ElementTree
from collections import Counter
from datetime import date
from pathlib import Path

import icalendar
import jsonschema
from lxml import etree
from pyld import jsonld

HERE = Path(__file__).resolve().parent
ATOM = "{http://www.w3.org/2005/Atom}"
done = Counter()


def check(that, what):
    if not that:
        sys.exit(f"FAILED: {what}")


def flat(text):
    return " ".join(text.split())


def calendars(public, titles):
    for path in sorted(public.rglob("*.ics")):
        data = path.read_bytes()
        check(data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b""), f"{path}: lines end in CRLF")
        for line in data.split(b"\r\n"):
            check(len(line) <= 75, f"{path}: a line of {len(line)} octets")
            line.decode("utf-8")
        calendar = icalendar.Calendar.from_ical(data)
        events = calendar.walk("VEVENT")
        check(not calendar.errors and not any(e.errors for e in events), f"{path}: {calendar.errors}")
        uids = [str(e["UID"]) for e in events]
        check(len(set(uids)) == len(uids), f"{path}: a UID stands twice")
        zones = {str(z["TZID"]) for z in calendar.walk("VTIMEZONE")}
        for event in events:
            for needed in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE"):
                check(needed in event, f"{path}: {event.get('UID')} has no {needed}")
            zone = event["DTSTART"].params.get("TZID")
            check(zone is None or zone in zones, f"{path}: the zone {zone} is not told")
            if zone:
                check(event["DTSTART"].dt.utcoffset() is not None, f"{path}: {event['UID']} has no offset")
                told = event["DTSTART"].dt.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset()
                check(event["DTSTART"].dt.utcoffset() == told, f"{path}: {event['UID']} is at another hour than {zone} has")
            check(str(event["TRANSP"]) == "TRANSPARENT", f"{path}: {event['UID']} makes its reader busy")
            if "URL" in event:
                check(str(event["DESCRIPTION"]).endswith(str(event["URL"])), f"{path}: {event['UID']}: the address is not last in DESCRIPTION")
            meeting = str(event["UID"]).split("@")[0]
            if meeting in titles and str(event["STATUS"]) != "CANCELLED":
                check(flat(str(event["SUMMARY"])) == flat(titles[meeting]), f"{path}: {meeting}: {event['SUMMARY']!r} is not {titles[meeting]!r}")
            done["events"] += 1
        done["calendars"] += 1


def meetings(public):
    """Every meeting has its event with its title; a cancelled one is CANCELLED in a later SEQUENCE than it was confirmed in."""
    rows = json.loads((public / "meetings.json").read_text("utf-8"))["rows"]
    off = {r["id"] for r in rows if r["cancelled"]}
    events = icalendar.Calendar.from_ical((public / "calendar.ics").read_bytes()).walk("VEVENT")
    summaries = {str(e["UID"]).split("@")[0]: flat(str(e["SUMMARY"])) for e in events}
    for row in rows:
        made = row["title"].endswith(f"minutes of {date.fromisoformat(row['date']):%-d %B %Y}")
        check(made or summaries.get(row["id"], "").removeprefix("Cancelled: ") == flat(row["title"]), f"{row['id']}: {summaries.get(row['id'])!r} and {row['title']!r}")
    said = {str(e["UID"]).split("@")[0] for e in events if str(e["STATUS"]) == "CANCELLED"}
    check(said == off, f"cancelled: {said ^ off}")
    check(all(int(e["SEQUENCE"]) >= 1 for e in events if str(e["STATUS"]) == "CANCELLED"), "a cancelled event in SEQUENCE 0")
    done["cancelled"] += len(off)


def feeds(public, titles):
    grammar = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))
    # The grammar itself must refuse what is wrong.
    check(not grammar.validate(etree.fromstring("<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>")), "the grammar refuses nothing")
    for path in sorted(public.rglob("feed.xml")):
        feed = etree.parse(str(path))
        check(grammar.validate(feed), f"{path}: {grammar.error_log}")
        entries = feed.findall(f"{ATOM}entry")
        ids = [e.findtext(f"{ATOM}id") for e in entries]
        check(len(set(ids)) == len(ids), f"{path}: an id stands twice")
        for address in [feed.findtext(f"{ATOM}id"), *ids]:
            parts = urllib.parse.urlsplit(address)
            check(parts.scheme in ("http", "https") and address.isascii() and " " not in address, f"{path}: {address} is no URI")
        updated = [e.findtext(f"{ATOM}updated") for e in entries]
        check(updated == sorted(updated, reverse=True), f"{path}: not the newest first")
        for entry in entries:
            terms = [c.get("term") for c in entry.findall(f"{ATOM}category")]
            check(terms[:1] and terms[0] in ("meeting", "report", "revision", "change", "action"), f"{path}: categories {terms}")
            meeting = "/".join(urllib.parse.unquote(entry.findtext(f"{ATOM}id")).rstrip("/").split("/")[-2:])
            if meeting in titles and "/actions/" not in entry.findtext(f"{ATOM}id"):
                check(flat(entry.findtext(f"{ATOM}title")) == flat(titles[meeting]), f"{path}: {meeting}")
        top = feed.find(f"{ATOM}link[@rel='self']").get("href").removesuffix(str(path.relative_to(public)))
        for content in feed.iter(f"{ATOM}content"):
            check(content.get("type") == "html", f"{path}: content of type {content.get('type')}")
            # What is escaped in the feed is well-formed, and its links lead to pages of the site.
            for link in etree.fromstring(f"<div>{content.text}</div>").iter("a"):
                href = link.get("href")
                check(href.startswith(top), f"{path}: {href} is not below {top}")
                page = public / urllib.parse.unquote(href.removeprefix(top).split("#")[0]) / "index.html"
                check(page.is_file(), f"{path}: {href} leads to no page")
                done["links in feeds"] += 1
        done["feeds"] += 1
        done["entries"] += len(entries)


def tables(public, titles):
    schemas = {}
    for path in sorted((public / "schema").glob("*.json")):
        schemas[path.name] = json.loads(path.read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schemas[path.name])
    check(len(schemas) >= 6, f"there are {len(schemas)} schemas")
    for path in sorted(public.rglob("*.json")):
        if path.parent.name == "schema":
            continue
        value = json.loads(path.read_text("utf-8"))
        if not isinstance(value, dict) or "schema" not in value:
            continue
        name = value["schema"].rsplit("/", 1)[-1]
        check(name in schemas, f"{path}: no schema {name}")
        errors = list(jsonschema.Draft202012Validator(schemas[name], format_checker=jsonschema.FormatChecker()).iter_errors(value))
        check(not errors, f"{path}: {errors[:3]}")
        done["json"] += 1
        if name == "meetings.json":
            for row in value["rows"]:
                if row["id"] in titles:
                    check(flat(row["title"]) == flat(titles[row["id"]]), f"{path}: {row['id']}")
        other = path.with_suffix(".csv")
        if "rows" in value and other.is_file():
            check(other.read_bytes().startswith(b"\xef\xbb\xbf"), f"{other}: no byte order mark")
            rows = list(csv.reader(io.StringIO(other.read_text("utf-8-sig"), newline="")))
            check(len(rows) == len(value["rows"]) + 1, f"{other}: {len(rows) - 1} rows, and {len(value['rows'])} in the JSON")
            check(all(len(r) == len(rows[0]) for r in rows), f"{other}: a row is short or long")
            done["csv"] += 1
    for path in sorted(public.rglob("*.csv")):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            for cell in row:
                risky = cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not cell[1:].replace(".", "").isdigit())
                # What the author attached is published as it is.
                check(not risky or path.parent.parent.name == "reports", f"{path}: {cell!r} would be a formula")


def loader(address, _options):
    """schema.org's context without the network: every term is one of its vocabulary."""
    check(address.rstrip("/") in ("https://schema.org", "http://schema.org"), f"an unknown context: {address}")
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": {"@vocab": "http://schema.org/"}}, "contentType": "application/ld+json"}


def linked(public):
    for path in sorted(public.rglob("*.jsonld")):
        value = json.loads(path.read_text("utf-8"))
        nodes = jsonld.expand(value, {"documentLoader": loader, "base": "https://base.example/"})
        check(len(nodes) == len(value["@graph"]), f"{path}: {len(nodes)} of {len(value['@graph'])} nodes")
        for node in nodes:
            check(node.get("@type"), f"{path}: a node without a type")
            check(node["@id"].startswith("http") and node["@id"].isascii(), f"{path}: {node['@id']}")
        triples = jsonld.to_rdf(value, {"documentLoader": loader})["@default"]
        check(len(triples) >= 2 * len(nodes), f"{path}: {len(triples)} triples")
        done["json-ld nodes"] += len(nodes)


def popolo(public):
    value = json.loads((public / "popolo.json").read_text("utf-8"))
    people = {p["id"] for p in value["persons"]}
    organisations = {o["id"] for o in value["organizations"]}
    for m in value["memberships"]:
        check(m.get("person_id") is None or m["person_id"] in people, f"popolo: {m}")
        check(m["organization_id"] is None or m["organization_id"] in organisations, f"popolo: {m}")
    for d in value["x_deputations"]:
        check(d["principal_id"] is None or d["principal_id"] in people, f"popolo: {d}")
        check(d["deputy"] and d["principal"], f"popolo: {d}")
    done["deputations"] += len(value["x_deputations"])


def sitemap(public):
    base = None
    for path in sorted(public.glob("sitemap*.xml")):
        for loc in ElementTree.parse(path).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
            check(loc.text.isascii(), f"{path}: {loc.text}")
            base = base or loc.text
            base = loc.text if len(loc.text) < len(base) else base
            if loc.text.endswith(".xml"):
                continue
            place = public / urllib.parse.unquote(loc.text[len(base):]) / "index.html"
            check(place.is_file(), f"{path}: {loc.text} is not there")
            done["addresses"] += 1


def asked_for(titles):
    """A title is a line of Markdown: those that say something in Markdown come out as a reader sees them, and are left to the tests of that."""
    return {meeting: title for meeting, title in titles.items() if not any(c in title for c in "\\*_`~&")}


def main(public, titles=None):
    public = Path(public)
    titles = asked_for(json.loads(Path(titles).read_text("utf-8"))) if titles else {}
    calendars(public, titles)
    meetings(public)
    feeds(public, titles)
    tables(public, titles)
    linked(public)
    popolo(public)
    sitemap(public)
    print("read by others: " + ", ".join(f"{n} {what}" for what, n in sorted(done.items())))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
