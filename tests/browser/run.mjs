// Checks a built site in a browser: node tests/browser/run.mjs PUBLIC PORTABLE [KIND]
//
// With KIND (a regular expression) only the pages whose kind in pages.mjs it finds are looked at, and nothing else.
// PUBLIC is the output of `build`, PORTABLE that of `build --portable`, both from the project's own content.
// CHROMIUM names the browser where it is not /usr/bin/chromium. Ends with 1 where anything is wrong. What it looks like is for people
// to judge: pictures.mjs.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, newPage } from './browser.mjs';
import { LOOKS, axe, firstScreen, frame, keyboard, linkTexts, machineIds, narrow, olderBrowser, open, paper, policy, shift, visibleWords, weight } from './checks.mjs';
import { walk } from './journeys.mjs';
import { budgets, firstScreens, pages } from './pages.mjs';
import { serve } from './server.mjs';

const [publicFolder, portableFolder] = process.argv.slice(2, 4).map((path) => resolve(path));
const only = process.argv[4];
if (!publicFolder || !portableFolder) {
  console.error('usage: node tests/browser/run.mjs PUBLIC PORTABLE [KIND]');
  process.exit(2);
}

const failures = [];
let checks = 0;
const report = (where, wrong) => {
  checks += 1;
  for (const message of wrong) {
    failures.push(`${where}: ${message}`);
    console.error(`  ✗ ${where}: ${message}`);
  }
};

const site = await serve(publicFolder);
const browser = await launch();
const started = performance.now();
const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;

try {
  const found = await withLanguages(await withNavigation(await newPage(browser)));
  const all = Object.fromEntries(Object.entries(found).filter(([kind]) => !only || new RegExp(only).test(kind)));
  await eachPage(all);
  console.log(`${Object.keys(all).length} pages: axe in ${Object.keys(LOOKS).join(', ')}; console, origins, policy, frame, first screen, names of links, ids, 375 and 320 px, shift, an older browser, paper, keyboard (${took()})`);
  await withoutScript(all);
  console.log(`without JavaScript (${took()})`);
  if (!only) await everythingElse();
} finally {
  await browser.close();
  site.close();
}

console.log(failures.length === 0 ? `ok: ${checks} checks` : `${failures.length} things wrong in ${checks} checks`);
process.exit(failures.length === 0 ? 0 : 1);

async function everythingElse() {
  await weights();
  await portable();
  console.log(`from a file share (${took()})`);
  await walk(browser, site.origin, report);
  console.log(`journeys with the keyboard alone (${took()})`);
}

/** Besides one page of each kind, every page that the navigation of the home page leads to. */
async function withNavigation(page) {
  await page.goto(`${site.origin}/`);
  const links = await page.$$eval('nav a[href]', (as) => as.map((a) => a.href));
  await page.context().close();
  const known = new Set(Object.values(pages));
  const more = [...new Set(links.map((href) => href.split('#')[0]))]
    .filter((href) => href.startsWith(`${site.origin}/`))
    .map((href) => decodeURI(href.slice(site.origin.length + 1)))
    .filter((path) => !known.has(path) && (path === '' || path.endsWith('/') || path.endsWith('.html')));
  report('home', links.length === 0 ? ['the home page has no navigation'] : []);
  return { ...pages, ...Object.fromEntries(more.map((path) => [`navigation to ${path}`, path])) };
}

/** Each page in every other language that it says it has, which must say the same of it. */
async function withLanguages(all) {
  const page = await newPage(browser);
  const more = {};
  for (const [kind, path] of Object.entries(all)) {
    await page.goto(`${site.origin}/${path}`);
    const own = await page.evaluate(() => document.documentElement.lang);
    const links = await page.$$eval('a[hreflang][href]', (as) => as.map((a) => [a.hreflang, a.href]));
    for (const [lang, href] of links.filter(([lang, href]) => lang !== own && href.startsWith(`${site.origin}/`))) {
      more[`${kind}, ${lang}`] = decodeURI(href.slice(site.origin.length + 1)).split('#')[0];
    }
  }
  await page.context().close();
  return { ...all, ...more };
}

async function eachPage(all) {
  const page = await newPage(browser);
  for (const [kind, path] of Object.entries(all)) {
    const where = `${kind} (/${path})`;
    const { wrong, response, opened } = await open(page, `${site.origin}/${path}`);
    report(where, wrong);
    if (!opened) continue;
    report(where, await policy(page, response));
    await page.goto(`${site.origin}/${path}`);
    report(where, await frame(page));
    report(where, await axe(page));
    report(where, await narrow(page));
    report(where, await paper(page));
    report(where, await linkTexts(page));
    report(where, await machineIds(page));
    const first = firstScreens[kind.split(',')[0]];
    if (first) report(where, await firstScreen(page, first));
    await page.setViewportSize({ width: 375, height: 812 });
    report(`${where}, 375 px`, await axe(page, ['light', 'dark']));
    await page.setViewportSize({ width: 1280, height: 900 });
    // What an address asks to be left out goes when the script has come: that is what was asked for.
    if (!path.includes('?')) report(where, await shift(page, `${site.origin}/${path}`));
    report(where, await olderBrowser(page, `${site.origin}/${path}`));
    report(where, await keyboard(page));
  }
  const missing = await open(page, `${site.origin}/no/such/page/`, 404);
  report('a page that does not exist', missing.wrong);
  report('a page that does not exist', await frame(page));
  await page.context().close();
}

/** With scripts off, a page shows every word that it shows with them. */
async function withoutScript(all) {
  const on = await newPage(browser);
  const off = await newPage(browser, { javaScriptEnabled: false });
  for (const [kind, path] of Object.entries(all)) {
    const address = `${site.origin}/${path}`;
    await on.goto(address);
    const { wrong, opened } = await open(off, address);
    if (!opened) continue; // said above
    // What a script finds cannot be there without one: the page of the search says so then, and offers every way to browse.
    const isSearch = path.endsWith('search/');
    if (isSearch) wrong.push(...(await searchWithoutScript(off)));
    // The filters of a register are its script's own controls.
    const found = isSearch ? '.search-columns, .search-sort, #_search-status' : '.filters';
    const shown = new Set(await visibleWords(off, found));
    const lost = (await visibleWords(on, found)).filter((word) => !shown.has(word));
    if (shown.size === 0) wrong.push('nothing is shown');
    // A script may add the words of its own controls, and no more.
    if (lost.length > 12) wrong.push(`${lost.length} words are shown only with scripts: ${lost.slice(0, 15).join(' ')}`);
    report(`${kind} (/${path}), scripts off`, wrong);
  }
  await on.context().close();
  await off.context().close();
}

/** Without scripts the search page says what is the matter, shows nothing that does not work, and leads to all that the site lists. */
async function searchWithoutScript(page) {
  return page.evaluate(() => {
    const wrong = [];
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
    if (seen('noscript p').length === 0) wrong.push('does not say that search needs a script');
    if (seen('.search-side, .search-found, .search-sort, main form').length) wrong.push('shows controls that do nothing without a script');
    const offered = seen('.search-browse a').map((a) => a.href);
    if (offered.length < 5) wrong.push(`offers only ${offered.length} ways to browse`);
    return wrong;
  });
}

/** Each kind of page weighs no more than its budget. */
async function weights() {
  for (const [kind, path] of Object.entries(pages)) {
    const page = await newPage(browser);
    const { responses } = await open(page, `${site.origin}/${path}`);
    const { plain, packed } = await weight(responses);
    const budget = budgets[kind] ?? budgets.default;
    console.log(`  ${kind}: ${plain} bytes of HTML, style and script; ${packed} compressed`);
    report(`${kind}, weight`, plain > budget ? [`${plain} bytes, more than ${budget}`] : []);
    await page.context().close();
  }
}

/** The portable site, opened by double click: every kind of page, then a walk by its links alone. */
async function portable() {
  const page = await newPage(browser);
  const top = `${pathToFileURL(portableFolder).href}/`;
  for (const [kind, path] of Object.entries(pages)) {
    const [place, query] = path.split('?');
    const file = `${place === '' || place.endsWith('/') ? `${place}index.html` : place}${query ? `?${query}` : ''}`;
    const { wrong, opened } = await open(page, top + file);
    report(`${kind}, from a file`, wrong);
    if (!opened) continue;
    const folders = await page.$$eval('a[href]', (as) => as.map((a) => a.href).filter((href) => href.startsWith('file:') && href.split('#')[0].endsWith('/')));
    report(`${kind}, from a file`, folders.length ? [`links to a folder: ${folders[0]}`] : []);
  }
  await page.goto(`${top}index.html`);
  for (const next of ['actions/index.html', 'actions/kestrel-coast/2025-02-12/4.2/index.html', 'kestrel-coast/2025-02-12/index.html']) {
    const link = page.locator(`a[href*="${next.split('/').slice(-3).join('/')}"]`).first();
    if ((await link.count()) === 0) {
      report('walk from a file', [`no link to ${next} on ${page.url()}`]);
      break;
    }
    await link.evaluate((a) => a.click());
    await page.waitForURL((url) => url.pathname.endsWith(next), { timeout: 5000 }).catch(() => {});
    report('walk from a file', new URL(page.url()).pathname.endsWith(next) ? [] : [`the link to ${next} led to ${page.url()}`]);
  }
  await page.context().close();
}
