// What is checked of a page. Each check throws nothing: it gives a list of what is wrong, in words.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The three ways a page is looked at. */
export const LOOKS = {
  light: { colorScheme: 'light', media: 'screen' },
  dark: { colorScheme: 'dark', media: 'screen' },
  print: { colorScheme: 'light', media: 'print' },
};

/** Opens `address` and gathers what it asked for and what went wrong meanwhile; `expected` is the status it should have. */
export async function open(page, address, expected = 200) {
  const wrong = [];
  const responses = [];
  const origin = new URL(address).origin;
  const listen = {
    console: (message) => {
      // The browser itself reports a page that is meant to be "not found" as an error.
      const own = expected !== 200 && message.location().url === address;
      if (message.type() === 'error' && !own) wrong.push(`console: ${message.text()}`);
    },
    pageerror: (error) => wrong.push(`script: ${error.message}`),
    requestfailed: (request) => wrong.push(`failed: ${request.url()} (${request.failure()?.errorText})`),
    request: (request) => {
      if (new URL(request.url()).origin !== origin) wrong.push(`asks another origin: ${request.url()}`);
    },
    response: (response) => responses.push(response),
  };
  for (const [event, listener] of Object.entries(listen)) page.on(event, listener);
  const response = await page.goto(address, { waitUntil: 'load' }).catch((error) => {
    wrong.push(`cannot be opened: ${error.message.split('\n')[0]}`);
  });
  await page.waitForTimeout(50);
  for (const [event, listener] of Object.entries(listen)) page.off(event, listener);
  if (response && origin !== 'null' && response.status() !== expected) {
    return { wrong: [`status ${response.status()}, not ${expected}`], responses, opened: false };
  }
  return { wrong, responses, opened: Boolean(response) };
}

/** Runs axe on the page as it stands, in every look. */
export async function axe(page) {
  const wrong = [];
  await page.evaluate(AXE);
  for (const [look, media] of Object.entries(LOOKS)) {
    await page.emulateMedia(media);
    const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
    for (const { id, help, nodes } of violations) {
      const first = nodes[0];
      wrong.push(`axe, ${look}: ${id} (${help}), ${nodes.length} times; first ${first.target.join(' ')}: ${first.failureSummary?.replace(/\s+/g, ' ')}`);
    }
  }
  await page.emulateMedia(LOOKS.light);
  return wrong;
}

/** What every page has: a language, a title of its own, one main heading, no inline script or style. */
export async function frame(page) {
  return page.evaluate(() => {
    const wrong = [];
    if (!document.documentElement.lang) wrong.push('no lang');
    if (!document.title.trim()) wrong.push('no title');
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) wrong.push(`${headings} main headings`);
    for (const script of document.querySelectorAll('script:not([src])')) {
      if (!['application/ld+json', 'application/json'].includes(script.type)) wrong.push(`inline script: ${script.textContent.slice(0, 60)}`);
    }
    const styled = [...document.querySelectorAll('style, [style]')];
    if (styled.length) wrong.push(`inline style: ${styled[0].outerHTML.slice(0, 80)}`);
    return wrong;
  });
}

/** Nothing makes a narrow page scroll sideways: 320 CSS pixels are a page of 1,280 at 400% (WCAG 1.4.10). */
export async function narrow(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wrong = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - width;
    if (over <= 0) return [];
    const widest = [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > width + 1)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
    return [`at 320 px it scrolls sideways by ${over} px: ${widest.slice(0, 4).join(', ')}`];
  });
  await page.setViewportSize(size);
  return wrong;
}

/** Skip link first, then every link and control in turn: each can be seen, shows that it has the focus, and is not covered. */
export async function keyboard(page) {
  const wrong = [];
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 10), box.top + Math.min(box.height / 2, 10));
      return {
        name: `${at.tagName.toLowerCase()} “${(at.textContent || at.getAttribute('aria-label') || '').trim().slice(0, 40)}”`,
        href: at.getAttribute('href'),
        inNav: at.closest('nav') !== null,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        ring: (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none',
        covered: !(top && (top === at || at.contains(top) || top.contains(at))),
      };
    });

  await page.keyboard.press('Tab');
  const skip = await focused();
  if (!skip?.href?.startsWith('#')) return [`the first stop is ${skip?.name ?? 'nothing'}, not a link to the text`];
  if (!skip.seen) wrong.push('the skip link cannot be seen while it has the focus');

  let links = 0;
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await focused();
    if (!at) break;
    if (at.inNav) links += 1;
    if (!at.seen) wrong.push(`${at.name} has the focus and cannot be seen`);
    else if (!at.ring) wrong.push(`${at.name} does not show that it has the focus`);
    else if (at.covered) wrong.push(`${at.name} has the focus and is covered`);
  }
  if (links < 3) wrong.push(`only ${links} links of the navigation can be reached`);

  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  await page.reload();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const inMain = await page.evaluate(() => {
    const target = document.getElementById(location.hash.slice(1));
    return Boolean(target && (target.matches('main') || target.closest('main') || target.querySelector('main')));
  });
  if (!inMain) wrong.push('the skip link does not lead to the text');
  return wrong;
}

/** Bytes of HTML, style and script that a page asks for: as they are, and compressed. */
export async function weight(responses) {
  let plain = 0;
  let packed = 0;
  for (const response of responses) {
    const type = response.headers()['content-type'] ?? '';
    if (response.status() >= 300 || !/html|css|javascript/.test(type)) continue;
    const body = await response.body();
    plain += body.length;
    packed += gzipSync(body, { level: 9 }).length;
  }
  return { plain, packed };
}

/** The words of the page that a reader can see, for a comparison of the page with and without scripts. */
export function visibleWords(page) {
  return page.evaluate(() => (document.querySelector('main')?.innerText ?? '').split(/\s+/).filter(Boolean));
}
