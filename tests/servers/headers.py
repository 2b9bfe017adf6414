#!/usr/bin/env python3
"""The recipe of `minutebook publish --recipe` on real servers: types, lifetimes, headers, missing pages by language, folders, redirects.

    headers.py MINUTEBOOK [FOLDER]

Builds a site in two languages, at the top of a server and below a folder of it, and asks nginx, Apache httpd and Caddy for one of each kind of file.
FOLDER is a root where Debian packages of them were unpacked, where they are not installed. Exit code 1 where an answer is not as the
table says, 2 where there is no server at all.
"""

import http.client
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

from redirects import program, wait

SECURITY = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
AGAIN, FOR_EVER = "no-cache", "public, max-age=31536000, immutable"
TYPES = {
    "": "text/html; charset=utf-8",
    "board/2026-03-11/": "text/html; charset=utf-8",
    "cy/": "text/html; charset=utf-8",
    "actions.csv": "text/csv; charset=utf-8",
    "calendar.ics": "text/calendar; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    "notes/notes.bib": "text/plain; charset=utf-8",
    "actions.json": "application/json",
    "site.jsonld": "application/ld+json",
    "feed.xml": "application/atom+xml; charset=utf-8",
    "board/feed.xml": "application/atom+xml; charset=utf-8",
    "sitemap.xml": "application/xml",
    "security.txt": "text/plain; charset=utf-8",
    "board/2026-03-11/plan.svg": "image/svg+xml",
    "board/2026-03-11/plan.pdf": "application/pdf",
    "board/2026-03-11/plan.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MEETING = "+++\npapers = [{ file = 'plan.svg' }, { file = 'plan.pdf' }, { file = 'plan.docx' }]\n+++\n\n1.1 Türkiye was named.\n\n**ACTION:** Clerk to write to Türkiye.\n"


def write_site(folder, top):
    files = {
        "site.toml": f'title = "Harbour"\nbase_url = "http://127.0.0.1{top}"\nlanguages = ["en", "cy"]\n',
        "root/security.txt": "Contact: mailto:clerk@example.org\n",
        "content/board/_index.md": '+++\naliases = ["/trust/"]\n+++\n# Board\n',
        "content/board/meetings/2026-03-11/index.md": MEETING,
        "content/board/meetings/2026-03-11/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "content/board/meetings/2026-03-11/plan.pdf": "%PDF-1.4 plan",
        "content/board/meetings/2026-03-11/plan.docx": "PK plan",
        "root/notes/notes.bib": "@misc{x}",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def nginx(exe, root, work, port, docs, top, recipe):
    recipe = recipe.replace("/srv/minutes", docs).replace("listen 80;", f"listen 127.0.0.1:{port};")
    conf = work / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {work}/nginx.pid; error_log {work}/error.log; worker_processes 1; {'user root;' if os.getuid() == 0 else ''}\n"
        f"events {{}}\nhttp {{ access_log off;\n" + "".join(f"{n}_temp_path {work}/{n};\n" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) + recipe + "}\n"
    )
    return [exe, "-p", str(work), "-c", str(conf)]


def apache(exe, root, work, port, docs, top, recipe):
    places = (f"{root}/usr/lib/apache2/modules" if root else "", "/usr/lib/apache2/modules", "/usr/lib64/httpd/modules")
    modules = next(m for m in places if m and pathlib.Path(m).is_dir())
    names = ["mpm_event", "authz_core", "dir", "alias", "mime", "headers", "filter", "deflate"]
    load = "".join(f"LoadModule {n}_module {modules}/mod_{n}.so\n" for n in names if pathlib.Path(modules, f"mod_{n}.so").is_file())
    conf = work / "apache.conf"
    conf.write_text(
        f"{load}ServerRoot {work}\nPidFile {work}/httpd.pid\nErrorLog {work}/error.log\nListen 127.0.0.1:{port}\nServerName 127.0.0.1\nDefaultRuntimeDir {work}\nTypesConfig /dev/null\n"
        f"DocumentRoot \"{docs}\"\n<Directory \"{docs}\">\nRequire all granted\n{recipe}\n</Directory>\nInclude {docs}{top}redirects/apache.conf\n"
    )
    return [exe, "-X", "-f", str(conf)]


def caddy(exe, root, work, port, docs, top, recipe):
    conf = work / "Caddyfile"
    recipe = recipe.replace("127.0.0.1 {", f"http://127.0.0.1:{port} {{", 1).replace("/srv/minutes", docs)
    conf.write_text(f"{{\n admin off\n auto_https off\n}}\n{recipe}")
    return [exe, "run", "--adapter", "caddyfile", "--config", str(conf)]


SERVERS = {"nginx": ("nginx", nginx), "apache2": ("apache", apache), "caddy": ("caddy", caddy)}


def ask(port, target, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", target, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def plain(kind):
    return (kind or "").replace(" ", "").lower()


def try_server(port, top, out):
    wrong, asked = [], 0

    def expect(target, status, kind=None, kept=None, **more):
        nonlocal asked
        asked += 1
        answer, body = ask(port, target, **more)
        told = [(answer.status, status)]
        told += [(plain(answer.getheader("Content-Type")), plain(kind))] if kind else []
        told += [(answer.getheader("Cache-Control"), kept)] if kept else []
        told += [(answer.getheader(name), value) for name, value in SECURITY.items()]
        wrong.extend(f"{target}: {is_!r}, not {wanted!r}" for is_, wanted in told if is_ != wanted)
        return answer, body

    for path, kind in TYPES.items():
        _, body = expect(top + path, 200, kind, AGAIN)
        if path == "actions.csv" and "Türkiye" not in body.decode("utf-8-sig"):
            wrong.append("actions.csv: Türkiye is garbled")
    hashed = [p for folder in ("assets", "search/x", "cy/search/x") for p in sorted((out / folder).rglob("*")) if p.is_file()]
    kinds = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png"}
    for path in hashed:
        expect(f"{top}{path.relative_to(out)}", 200, kinds.get(path.suffix), FOR_EVER)
    for path, lang in (("nothing/", "en"), ("nothing.html", "en"), ("board/2026-03-11/9.pdf", "en"), ("cy/nothing/", "cy"), ("cy/board/nothing.html", "cy")):
        _, body = expect(top + path, 404, "text/html; charset=utf-8", AGAIN)
        if f'lang="{lang}"'.encode() not in body[:400]:
            wrong.append(f"{path}: the missing page is not in {lang}")
    for path in ("board", "cy/board", "board/2026-03-11"):
        answer, _ = ask(port, f"{top}{path}?q=1")
        asked += 1
        if answer.status not in (301, 308) or not (answer.getheader("Location") or "").split("?")[0].endswith(f"{top}{path}/"):
            wrong.append(f"{path} without its slash: {answer.status} {answer.getheader('Location')}")
    for path in ("trust/", "trust", "trust/2026-03-11/"):
        answer, _ = ask(port, f"{top}{path}")
        asked += 1
        if answer.status not in (301, 308) or "/board/" not in (answer.getheader("Location") or ""):
            wrong.append(f"{path} has moved: {answer.status} {answer.getheader('Location')}")
    answer, _ = expect(top, 200, **{"Accept-Encoding": "gzip"})
    if answer.getheader("Content-Encoding") != "gzip":
        wrong.append("pages are not packed")
    return asked, wrong


def main():
    minutebook = str(pathlib.Path(sys.argv[1]).resolve())
    root = sys.argv[2] if len(sys.argv) > 2 else None
    env = dict(os.environ)
    if root:
        env["LD_LIBRARY_PATH"] = f"{root}/usr/lib/x86_64-linux-gnu"
    bad = found = 0
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        os.chmod(temporary, 0o755)
        env |= {"HOME": str(temporary), "XDG_CONFIG_HOME": str(temporary), "XDG_DATA_HOME": str(temporary)}
        for top in ("/", "/harbour/"):
            site, docs = temporary / ("site" + top.strip("/")), temporary / ("docs" + top.strip("/"))
            write_site(site, top)
            out = pathlib.Path(f"{docs}{top}".rstrip("/"))
            out.parent.mkdir(parents=True, exist_ok=True)
            run = lambda *words: subprocess.run([minutebook, *words], cwd=site, capture_output=True, text=True, check=True).stdout
            run("build", "--out", str(out), "--as-of", "2026-11-23")
            for name, (host, start) in SERVERS.items():
                exe = program(name, root)
                if exe is None:
                    print(f"{name}: not on this machine")
                    continue
                work = temporary / f"{name}-{top.strip('/')}"
                work.mkdir()
                with socket.socket() as s:
                    s.bind(("127.0.0.1", 0))
                    port = s.getsockname()[1]
                command = start(exe, root, work, port, str(docs), top, run("publish", "--recipe", host))
                found += 1
                process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                try:
                    if not wait(port, process):
                        process.terminate()
                        log = work / "error.log"
                        print(f"{name} does not start:\n{process.communicate()[0]}\n{log.read_text() if log.exists() else ''}")
                        bad += 1
                        continue
                    asked, wrong = try_server(port, top, out)
                finally:
                    process.terminate()
                    process.wait()
                print(f"{name}, the site at {top}: {asked} answers, {len(wrong)} wrong")
                for line in wrong[:40]:
                    print(f"  {line}")
                bad += len(wrong)
    if not found:
        print("there is no server to ask")
        return 2
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
