// Search in a browser against the same search on the terminal: node tests/browser/search.mjs MINUTEBOOK SUITE
//
// SUITE is the folder that `MINUTEBOOK_SUITE=FOLDER cargo test --test suite search` leaves: a site, built to `public` and, for a file share,
// to `portable`, with `suite.json`, the questions and their answers. Every question is typed into the page and asked of the program, and
// both must find the same, in the same order. Ends with 1 where anything is wrong.

import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { axe, frame, narrow, open } from './checks.mjs';
import { serve } from './server.mjs';

/** Our scripts, compressed. */
const SCRIPTS = 16_500;
/** What is fetched before the first result. */
const FETCHED = 300_000;

const [program, folder] = process.argv.slice(2).map((path) => resolve(path));
if (!program || !folder) {
  console.error('usage: node tests/browser/search.mjs MINUTEBOOK SUITE');
  process.exit(2);
}
const run = promisify(execFile);
const { questions, welsh, odd } = JSON.parse(await readFile(join(folder, 'suite.json'), 'utf8'));
const failures = [];
let checks = 0;
const check = (where, fine, message) => {
  checks += 1;
  if (fine) return;
  failures.push(where);
  console.error(`  ✗ ${where}: ${message}`);
};

const site = await serve(join(folder, 'public'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  const asked = process.argv.includes('--only') ? [] : [...questions.map((q) => q.query), ...odd];
  const known = new Map();
  for (const text of asked) known.set(text, await terminal(text));
  // One part alone, while working on it: `--only looks`.
  const only = process.argv[process.argv.indexOf('--only') + 1];
  const parts = { byDate, address, keyboard, looks, weight };
  if (process.argv.includes('--only')) await parts[only]();
  else for (const [name, top] of [['http', `${site.origin}/`], ['file', `${pathToFileURL(join(folder, 'portable')).href}/`]]) {
    const out = name === 'http' ? 'public' : 'portable';
    await agreement(name, top, known, out, questions);
    const inWelsh = new Map();
    for (const { query } of welsh) inWelsh.set(query, await terminal(query, out, 'relevance', 'cy'));
    await agreement(`${name}, in Welsh`, top, inWelsh, out, welsh, 'cy');
  }
  if (!process.argv.includes('--only')) for (const part of Object.values(parts)) await part();
} finally {
  await browser.close();
  site.close();
}
console.log(failures.length ? `${failures.length} things wrong in ${checks} checks` : `ok: ${checks} checks`);
process.exit(failures.length ? 1 : 0);

/** What the program finds. The portable site has the same index but for `index.html` in its addresses. */
async function terminal(text, out = 'public', order = 'relevance', lang = 'en') {
  const { stdout } = await run(program, ['search', '--format', 'json', '--sort', order, '--lang', lang, '--out', join(folder, out), '--', text], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

async function newPage(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => check('script', false, error.message));
  page.on('console', (message) => message.type() === 'error' && check('console', false, message.text()));
  return page;
}

/** Waits until what is in the box has its results and its counts. */
async function settled(page, text) {
  await page.waitForFunction((q) => document.getElementById('_search-results').dataset.query === q, text, { timeout: 20_000 });
}

/** What the page shows: documents with their facts, places and marked words. */
function shown(page, top) {
  return page.evaluate((root) => {
    const below = (a) => decodeURI(a.href).slice(decodeURI(root).length);
    return [...document.querySelectorAll('#_search-results > .result')].map((hit) => ({
      first: below(hit.querySelector('h2 a')),
      title: hit.querySelector('h2').textContent,
      date: hit.querySelector('time')?.dateTime ?? '',
      facts: hit.querySelector('.result-line').textContent,
      places: [...hit.querySelectorAll('.places li')].map((place) => ({
        address: below(place.querySelector('a')),
        marks: [...place.querySelectorAll('mark')].map((m) => m.textContent),
      })),
    }));
  }, top);
}

async function agreement(name, top, known, out, questions, side = '') {
  const page = await newPage();
  const failed = [];
  page.on('requestfailed', (r) => failed.push(r.url()));
  await page.goto(`${top}${side && `${side}/`}search/index.html`);
  await settled(page, '');
  const box = page.locator('#_q');
  let [sum, agreed] = [0, 0];
  for (const [text, inPublic] of known) {
    const want = out === 'public' || side ? inPublic : await terminal(text, out);
    await box.fill('');
    await settled(page, '');
    await box.pressSequentially(text);
    await settled(page, text);
    const hits = await shown(page, top);
    const clean = (address) => address.replace(/^\.\//, '');
    const ours = hits.map((h) => [h.first, h.title, h.date, ...h.places.map((p) => p.address)].map(clean));
    // A document whose title has all words is led to at its top; where it is not, to its first place.
    const led = (h, n) => [h.places[0]?.address ?? h.address, h.address].find((to) => clean(decodeURI(to)) === ours[n]?.[0]) ?? h.address;
    const theirs = want.hits.map((h, n) => [led(h, n), h.title, h.date, ...h.places.map((p) => p.address)].map((a) => clean(decodeURI(a))));
    const same = JSON.stringify(ours) === JSON.stringify(theirs);
    agreed += same;
    check(`${name}: “${text}”`, same, `\n    page    ${JSON.stringify(ours).slice(0, 500)}\n    program ${JSON.stringify(theirs).slice(0, 500)}`);
    for (const [n, hit] of hits.entries()) {
      const body = want.hits[n]?.body ?? '';
      check(`${name}: “${text}”, body`, hit.facts.includes(body), `${hit.facts} does not say ${body}`);
      for (const [m, place] of hit.places.entries()) {
        const there = want.hits[n]?.places[m];
        const words = there?.marks.map(([from, to]) => [...there.text].slice(from, to).join('')) ?? [];
        check(`${name}: “${text}”, marks`, place.marks.every((w) => words.includes(w)) && (place.marks.length > 0 || words.length === 0), `${place.marks} of ${words}`);
      }
    }
    // Texts that are not in the language of the page say so.
    const foreign = await page.$$eval('#_search-results .excerpt', (all) => [...new Set(all.map((e) => e.lang || document.documentElement.lang))]);
    const langs = new Set(want.hits.slice(0, hits.length).map((h) => h.lang || side || 'en'));
    check(`${name}: “${text}”, language`, foreign.every((lang) => langs.has(lang)), `${foreign} of ${[...langs]}`);
    const status = await page.locator('#_search-status').textContent();
    // One is said in words.
    check(`${name}: “${text}”, status`, want.total < 2 || status.replace(/\D/g, '').includes(String(want.total)) || text.trim() === '', `${status} (${want.total})`);
    const answer = questions.find((q) => q.query === text)?.answer;
    if (answer) {
      const plain = (a) => a.replace(/index\.html(?=#|$)/, '');
      const rank = hits.findIndex((h) => plain(h.first) === answer || (h.places[0] && plain(h.places[0].address) === answer) || (plain(h.first).split('#')[0] === answer));
      if (rank >= 0) sum += 1 / (rank + 1);
    }
  }
  const mean = sum / questions.length;
  check(`${name}: mean reciprocal rank`, mean >= 0.9, mean);
  check(`${name}: requests`, failed.length === 0, failed[0]);
  console.log(`${name}: ${agreed} of ${known.size} searches as on the terminal; mean reciprocal rank ${mean.toFixed(3)} over ${questions.length}`);
  await page.context().close();
}

async function byDate() {
  const page = await newPage();
  for (const text of ['annual report', 'minutes group', 'kind:action review']) {
    await page.goto(`${site.origin}/search/?q=${encodeURIComponent(text)}&sort=date`);
    await settled(page, text);
    const ours = (await shown(page, `${site.origin}/`)).map((h) => h.first);
    const theirs = (await terminal(text, 'public', 'date')).hits.map((h, n) => (ours[n] === h.address ? h.address : (h.places[0]?.address ?? h.address)));
    check(`by date: “${text}”`, JSON.stringify(ours) === JSON.stringify(theirs), `${ours.slice(0, 3)} not ${theirs.slice(0, 3)}`);
  }
  await page.context().close();
}

/** The address holds the search, with its filters; facets have counts before typing and after. */
async function address() {
  const page = await newPage();
  await page.goto(`${site.origin}/search/`);
  await settled(page, '');
  const counts = () => page.$$eval('#_search-facets details', (all) => Object.fromEntries(all.map((d) => [d.dataset.facet, d.querySelectorAll('.count').length])));
  const before = await counts();
  for (const facet of ['kind', 'body', 'year', 'owner', 'organisation', 'status']) check(`facet ${facet}, before typing`, before[facet] > 0, JSON.stringify(before));
  await page.locator('#_q').fill('report');
  await settled(page, 'report');
  await page.$$eval('#_search-facets details:not([open]):not([hidden]) summary', (all) => all.forEach((summary) => summary.click()));
  await page.waitForFunction(() => [...document.querySelectorAll('#_search-facets details:not([hidden]) label')].every((l) => l.querySelector('.count')));
  const tick = page.locator('#_search-facets details[data-facet="kind"] li', { hasText: 'Report' }).first();
  const count = Number((await tick.locator('.count').textContent()).replace(/\D/g, ''));
  await tick.locator('input').check();
  await page.waitForURL(/kind=report/);
  await page.waitForFunction((n) => document.getElementById('_search-status').textContent.includes(n), String(count));
  const want = await terminal('report kind:report');
  check('a count is what the box leaves', want.total === count, `${count}, not ${want.total}`);
  const here = page.url();
  const first = await shown(page, `${site.origin}/`);
  await page.goto('about:blank');
  await page.goto(here);
  await settled(page, 'report');
  check('an address gives its search again', JSON.stringify(await shown(page, `${site.origin}/`)) === JSON.stringify(first), here);
  check('the box is ticked again', await page.locator('#_search-facets input:checked').count() === 1, here);
  await page.context().close();
}

async function keyboard() {
  const page = await newPage();
  await page.goto(`${site.origin}/search/`);
  await settled(page, '');
  const box = page.locator('#_q');
  await box.focus();
  await page.keyboard.type('internal trafficking UKHTC');
  await settled(page, 'internal trafficking UKHTC');
  const state = () => page.evaluate(() => {
    const q = document.getElementById('_q');
    const at = document.getElementById(q.getAttribute('aria-activedescendant'));
    return [q.getAttribute('role'), q.getAttribute('aria-expanded'), Boolean(document.getElementById(q.getAttribute('aria-controls'))), at?.getAttribute('aria-selected') ?? null, document.activeElement === q];
  });
  check('the box is a combobox', JSON.stringify(await state()) === '["combobox","true",true,null,true]', JSON.stringify(await state()));
  await page.keyboard.press('ArrowDown');
  check('arrow down', JSON.stringify(await state()) === '["combobox","true",true,"true",true]', JSON.stringify(await state()));
  await page.keyboard.press('Escape');
  check('escape', (await state())[3] === null, JSON.stringify(await state()));
  check('the status is announced', await page.locator('#_search-status[role=status]').count() === 1, 'no status');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/idmg\/2012-04-17\/#4\.2$/).catch(() => {});
  check('the first result opens the paragraph', page.url().endsWith('/idmg/2012-04-17/#4.2'), page.url());
  await page.context().close();
}

/** The results in every look, on a narrow screen, and without scripts. */
async function looks() {
  const page = await newPage();
  const address = `${site.origin}/search/?q=${encodeURIComponent('"annual report" -film year:2012-2026')}`;
  const { wrong } = await open(page, address);
  await settled(page, '"annual report" -film year:2012-2026');
  for (const message of [...wrong, ...(await frame(page)), ...(await axe(page)), ...(await narrow(page))]) check('results', false, message);
  check('the query is explained', /annual report.*film/.test(await page.locator('#_search-meaning').textContent()), 'no explanation');
  await page.context().close();
  const plain = await newPage({ javaScriptEnabled: false });
  await plain.goto(`${site.origin}/search/`);
  const links = await plain.$$eval('.search-by a', (all) => all.map((a) => a.href));
  check('browse without a script', links.length > 20, `${links.length} links`);
  for (const href of new Set(links)) {
    const response = await plain.request.get(href);
    check(`browse ${href}`, response.status() === 200, response.status());
  }
  await plain.context().close();
}

async function weight() {
  const assets = join(folder, 'public/assets/search');
  let packed = 0;
  for (const file of await readdir(assets)) packed += gzipSync(await readFile(join(assets, file)), { level: 9 }).length;
  check('scripts', packed <= SCRIPTS, `${packed} bytes`);
  const page = await newPage();
  let fetched = 0;
  page.on('response', async (r) => { fetched += r.url().includes('/search/') && r.url().endsWith('.js') ? Number(r.headers()['content-length'] ?? (await r.body()).length) : 0; });
  await page.goto(`${site.origin}/search/?q=annual+report`);
  await settled(page, 'annual report');
  check('fetched', fetched <= FETCHED && fetched > 0, `${fetched} bytes`);
  console.log(`scripts: ${packed} bytes compressed; a two-word query with ten excerpts: ${fetched} bytes as they are on disk`);
  await page.context().close();
}
