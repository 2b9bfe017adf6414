#!/usr/bin/env python3
"""Every earlier address of a site, asked of real web servers: with the redirect map that a build writes, and without.

    redirects.py MINUTEBOOK [FOLDER]

Builds a site whose pages had addresses with blanks, accents, percent signs, quotes and the signs of regular expressions, publishes it below the
top of a server and below a folder of it, and follows each earlier address (with and without the slash at its end, with a query, in two forms of
percent encoding) on every one of nginx, Apache httpd, Caddy and lighttpd that the machine has. FOLDER is a root where Debian packages of
them were unpacked, where they are not installed. With its map a server must answer 301 and name the page itself; without, the page that stands at the earlier
address must lead on to it. Exit code 1 where one does not, 2 where there is no server at all.
"""

import html
import http.client
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

LONG = "a-very-long-address-" * 9 + "end"

# Earlier address, in letters → the address now.
PAGES = {
    "/plan/": [
        "/hen gynllun ŷ/", "/a+b (1)/café/", "/100% sure/", "/what [is] {this}/", "/$5.00 ^x (y)/", "/semi;colon,comma/",
        "/amp&lt=1/", "/quo'te/", "/old/page.html", "/old/page two.htm", "/no-slash", "/~user/", "/default/", 
        f"/{LONG}/", "/%41bc/", "/a@b!c/", "/中文 文件/", "/x'$request_uri/", "/%{REQUEST_URI}/$1/",
    ],
    "/news/": ["/old.news/", "/b&b/"],
    "/about/": ["/news-old/", "/oldXnews/"],
    "/trust/2024-05-01/": ["/board/2024-05-01/"],
    "/trust/2024-05-01/paper.pdf": ["/board/2024-05-01/paper.pdf"],
    "/reports/yearbook/": ["/reports/year book 2023/", "/reports/old yearbook.pdf"],
}
# What must be answered as it stands, and not be taken for one of the above.
STANDING = ["/", "/plan/", "/news/", "/about/", "/trust/", "/reports/", "/feed.xml", "/actions.csv"]
ABSENT = ["/old-plan/", "/oldYnews/", "/100/", "/hen gynllun/"]

MEETING = "## 1. Opening\n\n1.1 The minutes were agreed.\n\n**ACTION:** Harbour Trust to sweep.\n"


def write_site(folder, top):
    quoted = lambda names: ", ".join("'''" + n + "'''" if "'" in n or '"' in n else f"'{n}'" for n in names)
    # An alias as a browser copies it: percent signs of its own are written as %25.
    plain = lambda names: quoted([n.replace("%", "%25") for n in names if n not in BODY])
    files = {
        "site.toml": f'title = "Harbour"\nbase_url = "http://127.0.0.1{top}"\nlanguages = ["en", "cy"]\n',
        "content/plan.md": f"+++\naliases = [{plain(PAGES['/plan/'])}]\n+++\n# Plan\n\n## Piers\n\nPlanned.\n",
        "content/news.md": f"+++\naliases = [{plain(PAGES['/news/'])}]\n+++\n# News\n\nNew.\n",
        "content/about.md": f"+++\naliases = [{plain(PAGES['/about/'])}]\n+++\n# About\n\nUs.\n",
        "content/trust/_index.md": '+++\naliases = ["/board/"]\n+++\n# The trust\n\nIt meets.\n',
        "content/trust/meetings/2024-05-01/index.md": MEETING,
        "content/trust/meetings/2024-05-01/paper.pdf": "%PDF-1.4 paper",
        "content/reports/yearbook/index.md": f"+++\naliases = [{plain(PAGES['/reports/yearbook/'])}]\n+++\n# Yearbook\n\n1.1 Ships.\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


BODY = {"/board/2024-05-01/", "/board/2024-05-01/paper.pdf"}


def program(name, root):
    for folder in [*(f"{root}/{f}" for f in ("usr/sbin", "usr/bin") if root), "/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin"]:
        path = pathlib.Path(folder, name)
        if path.is_file():
            return str(path)
    return None


def nginx(exe, root, work, port, docs, top, mapped):
    include = f"include {docs}{top}redirects/nginx.conf;" if mapped else ""
    rule = "if ($moved) { return 301 $moved$is_args$args; }" if mapped else ""
    conf = work / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {work}/nginx.pid; error_log {work}/error.log; worker_processes 1; {'user root;' if os.getuid() == 0 else ''}\n"
        f"events {{}}\nhttp {{ access_log off; {include}\n"
        + "".join(f"{n}_temp_path {work}/{n};\n" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        + f"types {{ text/html html htm; }}\nserver {{ listen 127.0.0.1:{port}; root \"{docs}\"; index index.html; absolute_redirect off;\n"
        f"{rule}\n location / {{ try_files $uri $uri/ =404; }} }} }}\n"
    )
    return [exe, "-p", str(work), "-c", str(conf)]


def apache(exe, root, work, port, docs, top, mapped):
    modules = next(m for m in (f"{root}/usr/lib/apache2/modules" if root else "", "/usr/lib/apache2/modules", "/usr/lib64/httpd/modules") if m and pathlib.Path(m).is_dir())
    names = ["mpm_event", "authz_core", "dir", "alias", "mime"]
    load = "".join(f"LoadModule {n}_module {modules}/mod_{n}.so\n" for n in names if pathlib.Path(modules, f"mod_{n}.so").is_file())
    include = f"Include {docs}{top}redirects/apache.conf" if mapped else ""
    conf = work / "apache.conf"
    conf.write_text(
        f"{load}ServerRoot {work}\nPidFile {work}/httpd.pid\nErrorLog {work}/error.log\nListen 127.0.0.1:{port}\nServerName 127.0.0.1\nDefaultRuntimeDir {work}\nTypesConfig /dev/null\nAddType text/html html htm\n"
        f"DocumentRoot \"{docs}\"\n<Directory \"{docs}\">\nRequire all granted\n</Directory>\nDirectoryIndex index.html\n{include}\n"
    )
    return [exe, "-X", "-f", str(conf)]


def caddy(exe, root, work, port, docs, top, mapped):
    if mapped:
        return None
    conf = work / "Caddyfile"
    conf.write_text(f"{{\n admin off\n auto_https off\n}}\nhttp://127.0.0.1:{port} {{\n root * \"{docs}\"\n file_server\n}}\n")
    return [exe, "run", "--adapter", "caddyfile", "--config", str(conf)]


def lighttpd(exe, root, work, port, docs, top, mapped):
    if mapped:
        return None
    modules = f"{root}/usr/lib/lighttpd" if root and pathlib.Path(root, "usr/lib/lighttpd").is_dir() else "/usr/lib/lighttpd"
    conf = work / "lighttpd.conf"
    conf.write_text(
        f'server.document-root = "{docs}"\nserver.port = {port}\nserver.bind = "127.0.0.1"\nindex-file.names = ("index.html")\n'
        'mimetype.assign = (".html" => "text/html", ".htm" => "text/html")\nserver.errorlog = "' + str(work / "error.log") + '"\n'
    )
    return [exe, "-D", "-m", modules, "-f", str(conf)]


SERVERS = {"nginx": nginx, "apache2": apache, "caddy": caddy, "lighttpd": lighttpd}


def get(port, target):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    # Some servers send an address in letters, and browsers put it into percent form.
    connection.request("GET", urllib.parse.quote(target, safe="/~+()*$!',;:@&=%?#"))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.getheader("Location"), body


def follow(port, target):
    """The steps from an address to the page that it leads to: (status, target) of each; the last is what is read."""
    steps = []
    for _ in range(6):
        status, location, body = get(port, target)
        steps.append((status, target))
        if status in (301, 302, 307, 308) and location:
            target = urllib.parse.urljoin(f"http://127.0.0.1{target}", location).replace("http://127.0.0.1", "", 1)
            target = re.sub(rf"^:{port}", "", target)
            continue
        # A page with places leads on by a script, which knows the place.
        refresh = re.search(rb'http-equiv="refresh" content="0; url=([^"]*)"', body) or re.search(rb'<a href="([^"]*)" data-moved>', body)
        if status == 200 and refresh:
            to = html.unescape(refresh.group(1).decode())
            target = urllib.parse.urljoin(f"http://127.0.0.1{target}", to).replace("http://127.0.0.1", "", 1)
            continue
        break
    return steps, body


def forms(address):
    """An address as programs ask for it."""
    spare = urllib.parse.quote(address, safe="/~+()*$!',;:@&=")
    full = urllib.parse.quote(address, safe="/")
    lower = re.sub(r"%[0-9A-F]{2}", lambda m: m.group().lower(), full)
    return dict.fromkeys([spare, full, lower])


def try_server(name, port, top, mapped, docs):
    wrong, asked = [], 0
    at = lambda path: top.rstrip("/") + path
    for new, olds in PAGES.items():
        for old in olds:
            endings = [old] if old.endswith((".html", ".htm", ".pdf")) else [old.rstrip("/") + "/", old.rstrip("/")]
            if name == "caddy" and "%" in old:
                # Its file server sends whoever left the slash out to the address in letters, where a percent sign is one no more.
                endings = endings[:1]
            for address in endings:
                for form in forms(at(address)):
                    for query in ("", "?from=mail"):
                        asked += 1
                        steps, body = follow(port, form + query)
                        status, end = steps[-1]
                        end = urllib.parse.unquote(end.split("?")[0])
                        file = old.endswith("paper.pdf")
                        good = status == 200 and end in ([at(old), at(new)] if file else [at(new)])
                        if mapped and not file:
                            good = good and steps[0][0] in (301, 308) and len(steps) == 2
                        if not good:
                            wrong.append(f"{form}{query} should lead to {at(new)}: {steps}")
    for path in STANDING:
        asked += 1
        steps, _ = follow(port, at(path))
        if steps != [(200, at(path))]:
            wrong.append(f"{path} stands: {steps}")
    for path in ABSENT:
        asked += 1
        steps, _ = follow(port, urllib.parse.quote(at(path)))
        if steps[-1][0] != 404:
            wrong.append(f"{path} is nothing: {steps}")
    return asked, wrong


def wait(port, process):
    for _ in range(100):
        if process.poll() is not None:
            return False
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False


def main():
    minutebook = str(pathlib.Path(sys.argv[1]).resolve())
    root = sys.argv[2] if len(sys.argv) > 2 else None
    env = dict(os.environ)
    if root:
        libraries = f"{root}/usr/lib/x86_64-linux-gnu"
        env["LD_LIBRARY_PATH"] = libraries
    bad = found = 0
    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        os.chmod(temporary, 0o755)
        for top in ("/", "/harbour/"):
            site = temporary / ("site" + top.strip("/"))
            write_site(site, top)
            docs = temporary / ("docs" + top.strip("/"))
            out = pathlib.Path(str(docs) + top)
            out.parent.mkdir(parents=True, exist_ok=True)
            built = subprocess.run([minutebook, "build", "--out", str(out).rstrip("/")], cwd=site, capture_output=True, text=True)
            if built.returncode:
                print(built.stderr)
                return 1
            for name, start in SERVERS.items():
                exe = program(name, root)
                if exe is None:
                    print(f"{name}: not on this machine")
                    continue
                for mapped in (True, False):
                    work = temporary / f"{name}-{top.strip('/')}-{mapped}"
                    work.mkdir()
                    with socket.socket() as s:
                        s.bind(("127.0.0.1", 0))
                        port = s.getsockname()[1]
                    command = start(exe, root, work, port, str(docs), top, mapped)
                    if command is None:
                        continue
                    found += 1
                    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                    try:
                        if not wait(port, process):
                            process.terminate()
                            log = work / "error.log"
                            print(f"{name} does not start:\n{process.communicate()[0]}\n{log.read_text() if log.exists() else ''}")
                            bad += 1
                            continue
                        asked, wrong = try_server(name, port, top, mapped, docs)
                    finally:
                        process.terminate()
                        process.wait()
                    how = "with its map" if mapped else "with no map"
                    print(f"{name}, the site at {top}, {how}: {asked} addresses asked, {len(wrong)} wrong")
                    for line in wrong[:40]:
                        print("  " + line)
                    bad += len(wrong)
    if not found:
        print("no web server was found")
        return 2
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
