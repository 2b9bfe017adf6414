// Asks two-word questions of our search page and of Pagefind in Chromium: node benches/pagefind.mjs SITE PAGES
//
// Counts what each fetches until ten results with their excerpts are there: page scripts, index and all, as it is on disk and as a server
// that compresses would send it; and the time that scripts take until the first result. Prints JSON, for benches/pagefind.py.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const require = createRequire(new URL('../tests/browser/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { serve } = await import('../tests/browser/server.mjs');
const QUESTIONS = ['annual report', 'supplier audit', 'budget forecast', 'stakeholder toolkit', 'inspection amendment'];
const [site, pages] = process.argv.slice(2).map((path) => resolve(path));

writeFileSync(join(pages, 'ask.html'), '<!doctype html><title>ask</title><script type="module" src="ask.js"></script>');
writeFileSync(
  join(pages, 'ask.js'),
  `import * as pagefind from './pagefind/pagefind.js';
  const found = await pagefind.search(new URLSearchParams(location.search).get('q'));
  await found.results[0].data();
  document.title = 'first';
  await Promise.all(found.results.slice(0, 10).map((r) => r.data()));
  document.title = 'done';`,
);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
// Pagefind runs WebAssembly, which default-src 'self' alone does not allow.
const ours = await serve(site);
const theirs = await serve(pages, { 'Content-Security-Policy': "default-src 'self' 'wasm-unsafe-eval'" });
const questions = [];
for (const text of QUESTIONS) {
  questions.push({
    text,
    ours: await ask(`${ours.origin}/search/?q=${encodeURIComponent(text)}`, () => document.querySelectorAll('#search-results .result').length >= 10),
    theirs: await ask(`${theirs.origin}/ask.html?q=${encodeURIComponent(text)}`, () => document.title === 'done'),
  });
}
await browser.close();
ours.close();
theirs.close();
console.log(JSON.stringify({ questions }));

async function ask(address, done) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const bodies = [];
  page.on('response', (r) => {
    // The page itself, its style sheet and other scripts of the site are no part of search.
    if (/\/search\/.*\.js$|\/pagefind\//.test(new URL(r.url()).pathname)) bodies.push(r.body().catch(() => Buffer.alloc(0)));
  });
  await page.goto(address);
  await page.waitForFunction(done, null, { polling: 20 });
  const { metrics } = await session.send('Performance.getMetrics');
  const all = await Promise.all(bodies);
  await context.close();
  const script = 1000 * metrics.find((m) => m.name === 'ScriptDuration').value;
  const sum = (of) => all.reduce((n, body) => n + of(body), 0);
  // What is compressed already (Pagefind's files) does not get smaller.
  return { bytes: sum((b) => b.length), packed: sum((b) => Math.min(gzipSync(b).length, b.length)), requests: all.length, script };
}
