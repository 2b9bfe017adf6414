// Checks a built site in a browser: node tests/browser/run.mjs PUBLIC PORTABLE
//
// PUBLIC is the output of `build`, PORTABLE that of `build --portable`, both from the project's own content.
// CHROMIUM names the browser where it is not /usr/bin/chromium. Ends with 1 where anything is wrong.

import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { axe, frame, keyboard, narrow, open, visibleWords, weight } from './checks.mjs';
import { pages, pictured } from './pages.mjs';
import { serve } from './server.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
];
/** A typical meeting page: HTML, style and script together, uncompressed. */
const BUDGET = 50_000;
const WIDTHS = [1280, 375];

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const screenshots = join(project, 'target/screenshots');

const [publicFolder, portableFolder] = process.argv.slice(2).map((path) => resolve(path));
if (!publicFolder || !portableFolder) {
  console.error('usage: node tests/browser/run.mjs PUBLIC PORTABLE');
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
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
const started = performance.now();
const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;

try {
  const all = await withNavigation(await newPage());
  await eachPage(all);
  console.log(`pages of ${Object.keys(all).length} kinds: axe in light, dark and print, console, origins, frame, 320 px, keyboard (${took()})`);
  await withoutScript(all);
  console.log(`without JavaScript (${took()})`);
  await weights();
  await portable();
  console.log(`from a file share (${took()})`);
  await pictures();
  console.log(`screenshots in target/screenshots (${took()})`);
} finally {
  await browser.close();
  site.close();
}

console.log(failures.length === 0 ? `ok: ${checks} checks` : `${failures.length} things wrong in ${checks} checks`);
process.exit(failures.length === 0 ? 0 : 1);

async function newPage(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  return context.newPage();
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
    .filter((path) => !known.has(path));
  report('home', links.length === 0 ? ['the home page has no navigation'] : []);
  return { ...pages, ...Object.fromEntries(more.map((path) => [`navigation to ${path}`, path])) };
}

async function eachPage(all) {
  const page = await newPage();
  for (const [kind, path] of Object.entries(all)) {
    const where = `${kind} (/${path})`;
    const { wrong, opened } = await open(page, `${site.origin}/${path}`);
    report(where, wrong);
    if (!opened) continue;
    report(where, await frame(page));
    report(where, await axe(page));
    report(where, await narrow(page));
    report(where, await keyboard(page));
  }
  const missing = await open(page, `${site.origin}/no/such/page/`, 404);
  report('a page that does not exist', missing.wrong);
  report('a page that does not exist', await frame(page));
  await page.context().close();
}

/** With scripts off, a page shows every word that it shows with them. */
async function withoutScript(all) {
  const on = await newPage();
  const off = await newPage({ javaScriptEnabled: false });
  for (const [kind, path] of Object.entries(all)) {
    const address = `${site.origin}/${path}`;
    await on.goto(address);
    const { wrong, opened } = await open(off, address);
    if (!opened) continue; // said above
    const shown = new Set(await visibleWords(off));
    const lost = (await visibleWords(on)).filter((word) => !shown.has(word));
    if (shown.size === 0) wrong.push('nothing is shown');
    // A script may add the words of its own controls, and no more.
    if (lost.length > 12) wrong.push(`${lost.length} words are shown only with scripts: ${lost.slice(0, 15).join(' ')}`);
    report(`${kind} (/${path}), scripts off`, wrong);
  }
  await on.context().close();
  await off.context().close();
}

async function weights() {
  for (const kind of ['home', 'meeting', 'meeting with papers', 'actions', 'list', 'report']) {
    const page = await newPage();
    const { responses } = await open(page, `${site.origin}/${pages[kind]}`);
    const { plain, packed } = await weight(responses);
    console.log(`  ${kind}: ${plain} bytes of HTML, style and script; ${packed} compressed`);
    if (kind.startsWith('meeting')) report(`${kind}, weight`, plain > BUDGET ? [`${plain} bytes, more than ${BUDGET}`] : []);
    await page.context().close();
  }
}

/** The portable site, opened by double click: every kind of page, then a walk by its links alone. */
async function portable() {
  const page = await newPage();
  const top = `${pathToFileURL(portableFolder).href}/`;
  for (const [kind, path] of Object.entries(pages)) {
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
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

async function pictures() {
  await mkdir(screenshots, { recursive: true });
  for (const width of WIDTHS) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await newPage({ viewport: { width, height: 900 }, colorScheme });
      for (const kind of pictured) {
        await page.goto(`${site.origin}/${pages[kind]}`);
        const dark = colorScheme === 'dark' ? '-dark' : '';
        await page.screenshot({ path: join(screenshots, `${kind.replaceAll(' ', '-')}-${width}${dark}.png`), fullPage: true });
      }
      await page.context().close();
    }
  }
}
