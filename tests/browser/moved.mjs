// Earlier addresses in a browser: node tests/browser/moved.mjs MINUTEBOOK
//
// A small site is published, its pages move, merge and are withdrawn, and it is built again. Each old address, with a place and without,
// must end at the page and place that it means now: with scripts by itself, without them by the link that has the place's name.
// Ends with 1 where anything is wrong.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

const program = process.argv[2] && resolve(process.argv[2]);
if (!program) {
  console.error('usage: node tests/browser/moved.mjs MINUTEBOOK');
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'moved-'));
const write = async (path, text) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
const run = (...args) => promisify(execFile)(program, [...args, '--as-of', '2026-11-23'], { cwd: folder });

const minutes = '# Harbour Board, 1 May 2024\n\nPresent: Ann Lee\n\n## 1. Piers\n\n1.1 The east pier leaks.\n\n1.2 The west pier does not.\n';
await write('site.toml', 'title = "Harbour"\nbase_url = "https://harbour.example/"\n');
await write('content/board/_index.md', '# The board\n\nIt meets.\n');
await write('content/board/meetings/2024-05-01.md', minutes);
await write('content/board/meetings/2024-06-05.md', minutes.replace('1 May', '5 June').replace('leaks', 'leaks more'));
await write('content/plan.md', '# Plan\n\n## Piers\n\nWe mend them.\n\n## Lamps\n\nWe light them.\n');
await write('content/short.md', '# Short\n\nIt has no places.\n');
await run('publish');

await rename(join(folder, 'content/board'), join(folder, 'content/trust'));
await write('content/trust/_index.md', '+++\naliases = ["/board/"]\n+++\n# The trust\n\nIt meets.\n');
await rm(join(folder, 'content/plan.md'));
await rm(join(folder, 'content/short.md'));
const aliases = '"/plan/", "/plan/#*", "/short/"';
await write('content/works.md', `+++\naliases = [${aliases}]\n+++\n# Works\n\nAll of them.\n\n## Piers\n\nWe mend them.\n\n## Lamps\n\nWe light them.\n`);
const june = await readFile(join(folder, 'content/trust/meetings/2024-06-05.md'), 'utf8');
const withdrawn = '+++\nwithdrawn = { date = 2024-07-01, reason = "Published in error." }\n+++\n';
await write('content/trust/meetings/2024-06-05.md', withdrawn + june.split('\n')[0] + '\n');
await run('publish', '--replace');

/** Where each old address ends, with scripts. */
const ends = [
  ['board/', 'trust/'],
  ['board/2024-05-01/', 'trust/2024-05-01/'],
  ['board/2024-05-01/#1.2', 'trust/2024-05-01/#1.2'],
  ['plan/', 'works/'],
  ['plan/#lamps', 'works/#lamps'],
  ['short/', 'works/'],
  // Of minutes that were withdrawn no place is left: the page says so at its head.
  ['board/2024-06-05/#1.1', 'trust/2024-06-05/'],
];

const failures = [];
const site = await serve(join(folder, 'public'));
const browser = await launch();
try {
  const page = await (await browser.newContext()).newPage();
  for (const [from, to] of ends) {
    await page.goto(`${site.origin}/${from}`);
    await page.waitForURL((url) => !url.pathname.startsWith(`/${from.split('#')[0]}`), { timeout: 5_000 }).catch(() => {});
    const at = page.url().slice(site.origin.length + 1);
    if (at !== to) failures.push(`${from} leads to ${at}, not ${to}`);
    const id = to.split('#')[1];
    if (id && !(await page.evaluate((name) => document.getElementById(name) !== null, id))) failures.push(`${to} has no place ${id}`);
  }
  const still = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  for (const [from, to] of ends.filter(([from]) => from.includes('#'))) {
    await still.goto(`${site.origin}/${from}`);
    const link = still.locator(`[id="${from.split('#')[1]}"] a`);
    const href = (await link.count()) === 1 ? new URL(await link.getAttribute('href'), still.url()).href.slice(site.origin.length + 1) : 'nothing';
    if (href !== to) failures.push(`without scripts ${from} leads to ${href}, not ${to}`);
  }
} finally {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
}
failures.forEach((failure) => console.error(`  ✗ ${failure}`));
console.log(`${ends.length} earlier addresses, ${failures.length} wrong`);
process.exit(failures.length === 0 ? 0 : 1);
