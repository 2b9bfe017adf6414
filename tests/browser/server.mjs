// A small static server, as strict as the strictest host: only files, only GET and HEAD, nothing but the site's own origin.

import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  'Content-Security-Policy': "default-src 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Serves `folder` on a free port of this machine, with headers that stand over ours. Gives the origin, and a function that ends it. */
export async function serve(folder, headers = {}) {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(folder, request, response).catch((error) => {
      response.writeHead(500, HEADERS).end(String(error));
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function answer(folder, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = normalize(join(folder, path));
  if (file !== folder && !file.startsWith(folder + sep)) return send(response, 404, '.txt', 'outside the site');
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) {
    if (!path.endsWith('/')) return response.writeHead(301, { ...HEADERS, Location: `${path}/` }).end();
    const index = await readFile(join(file, 'index.html')).catch(() => null);
    if (index) return send(response, 200, '.html', index);
  } else if (found) {
    return send(response, 200, extname(file), await readFile(file));
  }
  return send(response, 404, '.html', await readFile(join(folder, '404.html')).catch(() => 'not found'));
}

function send(response, status, extension, bytes) {
  const own = Object.fromEntries(Object.entries(HEADERS).filter(([name]) => !response.hasHeader(name)));
  response.writeHead(status, { ...own, 'Content-Type': TYPES[extension] ?? 'application/octet-stream' }).end(bytes);
}
