// What is checked of a page. Each check throws nothing: it gives a list of what is wrong, in words.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The ways a page is looked at: by choice of the reader, by colours of the reader's own, and on paper. */
const PLAIN = { colorScheme: 'light', media: 'screen', contrast: 'no-preference', forcedColors: 'none' };
export const LOOKS = {
  light: PLAIN,
  dark: { ...PLAIN, colorScheme: 'dark' },
  'more contrast': { ...PLAIN, contrast: 'more' },
  'more contrast, dark': { ...PLAIN, contrast: 'more', colorScheme: 'dark' },
  'forced colours': { ...PLAIN, forcedColors: 'active' },
  print: { ...PLAIN, media: 'print' },
};
/** A4 between its margins, in CSS pixels. */
const PAPER = 658;

/** Opens `address` and gathers what it asked for and what went wrong meanwhile; `expected` is the status it should have. */
export async function open(page, address, expected = 200) {
  const wrong = [];
  const responses = [];
  // A page's own requests are those after the answer that is the page: the browser asks for icons late, and what the page before
  // still had under way is broken off when it is left. What is under way when this page has loaded is waited for.
  const underWay = new Set();
  let begun = false;
  const origin = new URL(address).origin;
  const listen = {
    console: (message) => {
      // The browser itself reports a page that is meant to be "not found" as an error.
      const meant = expected !== 200 && message.location().url === address;
      if (message.type() === 'error' && !meant) wrong.push(`console: ${message.text()}`);
    },
    pageerror: (error) => wrong.push(`script: ${error.message}`),
    requestfailed: (request) => {
      const own = underWay.delete(request) || request.isNavigationRequest();
      // The browser breaks off its own request for the icon when it is sent on; whether the icon is there, `frame` asks.
      const icon = request.failure()?.errorText === 'net::ERR_ABORTED' && request.url().includes('/assets/img/icon');
      if (own && !icon) wrong.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
    },
    requestfinished: (request) => underWay.delete(request),
    request: (request) => {
      if (begun) underWay.add(request);
      if (new URL(request.url()).origin !== origin) wrong.push(`asks another origin: ${request.url()}`);
    },
    response: (response) => {
      responses.push(response);
      if (response.request().isNavigationRequest()) begun = true;
    },
  };
  for (const [event, listener] of Object.entries(listen)) page.on(event, listener);
  const response = await page.goto(address, { waitUntil: 'load' }).catch((error) => {
    wrong.push(`cannot be opened: ${error.message.split('\n')[0]}`);
  });
  await page.waitForTimeout(50);
  for (let waited = 0; underWay.size > 0 && waited < 5000; waited += 20) await page.waitForTimeout(20);
  for (const request of underWay) wrong.push(`never answered: ${request.url()}`);
  const missing = responses.filter((r) => r.status() >= 400 && r.url() !== address);
  wrong.push(...missing.map((r) => `status ${r.status()}: ${r.url()}`));
  for (const [event, listener] of Object.entries(listen)) page.off(event, listener);
  if (response && origin !== 'null' && response.status() !== expected) {
    return { wrong: [`status ${response.status()}, not ${expected}`], responses, response, opened: false };
  }
  return { wrong, responses, response, opened: Boolean(response) };
}

/** Runs axe on the page as it stands, in every look. */
export async function axe(page, looks = Object.keys(LOOKS)) {
  const wrong = [];
  await page.evaluate(AXE);
  for (const look of looks) {
    await page.emulateMedia(LOOKS[look]);
    // Nobody points at paper: the size of targets is for screens.
    const rules = { 'target-size': { enabled: look !== 'print' } };
    const options = { runOnly: { type: 'tag', values: RULES }, rules };
    const { violations } = await page.evaluate((o) => globalThis.axe.run(document, o), options);
    for (const { id, help, nodes } of violations) {
      const first = nodes[0];
      wrong.push(`axe, ${look}: ${id} (${help}), ${nodes.length} times; first ${first.target.join(' ')}: ${first.failureSummary?.replace(/\s+/g, ' ')}`);
    }
  }
  await page.emulateMedia(LOOKS.light);
  return wrong;
}

/** What every page has: a language, a title and a description, one main heading, an icon that is there, no inline script or style. */
export async function frame(page) {
  return page.evaluate(async () => {
    const wrong = [];
    if (!document.documentElement.lang) wrong.push('no lang');
    if (!document.title.trim()) wrong.push('no title');
    const meta = (name) => document.head.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.content?.trim();
    for (const name of ['description', 'og:title', 'og:description', 'og:site_name', 'og:type', 'viewport']) {
      if (!meta(name)) wrong.push(`no ${name}`);
    }
    const icon = document.querySelector('link[rel="icon"]');
    if (!icon) wrong.push('no icon');
    else if (!(await fetch(icon.href)).ok) wrong.push(`the icon ${icon.href} is not there`);
    const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => Number(h.tagName[1]));
    levels.forEach((level, n) => n > 0 && level > levels[n - 1] + 1 && wrong.push(`a heading of level ${level} after one of ${levels[n - 1]}`));
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    const twice = ids.filter((id, n) => ids.indexOf(id) !== n);
    if (twice.length) wrong.push(`an id twice: ${twice[0]}`);
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

/**
 * Nothing makes a narrow page scroll sideways: 320 CSS pixels are a page of 1,280 at 400% (WCAG 1.4.10), with the spacing of text that
 * readers may set (1.4.12) too; and nothing is wider than the paper it is printed on, where nothing scrolls.
 */
export async function narrow(page) {
  const size = page.viewportSize();
  const wrong = [];
  await page.setViewportSize({ width: 320, height: 640 });
  wrong.push(...(await page.evaluate(tooWide, 'at 320 px')));
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
    document.adoptedStyleSheets.push(sheet);
  });
  wrong.push(...(await page.evaluate(tooWide, 'at 320 px with wide spacing')));
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  await page.setViewportSize({ width: PAPER, height: 900 });
  await page.emulateMedia(LOOKS.print);
  wrong.push(...(await page.evaluate(tooWide, 'on paper')));
  await page.emulateMedia(LOOKS.light);
  await page.setViewportSize(size);
  return wrong;
}

function tooWide(where) {
  const width = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - width;
  if (over <= 0) return [];
  const widest = [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
  return [`${where} it is too wide by ${over} px: ${widest.slice(0, 4).join(', ')}`];
}

/** On paper every sheet names the page and its address, and nothing that is folded on a screen is left out. */
export async function paper(page) {
  await page.emulateMedia(LOOKS.print);
  const wrong = await page.evaluate(() => {
    const found = [];
    const fixed = (e) => e && e.checkVisibility() && getComputedStyle(e).position === 'fixed';
    const named = [...document.querySelectorAll('title, .mini-head')].filter(fixed);
    if (named.length !== 1) found.push(`${named.length} running heads`);
    const canonical = document.querySelector('[rel="canonical"]');
    if (canonical && !fixed(canonical)) found.push('no address under the sheets');
    for (const folded of document.querySelectorAll('details:not([open])')) {
      if (!folded.checkVisibility()) continue;
      const lost = [...folded.children].filter((e) => !e.matches('summary') && !e.checkVisibility({ contentVisibilityAuto: true }));
      if (lost.length) found.push(`what is under “${folded.querySelector('summary')?.textContent}” is not printed`);
    }
    for (const control of document.querySelectorAll('nav, button, input, select')) {
      if (control.checkVisibility()) { found.push(`a control is printed: ${control.outerHTML.slice(0, 60)}`); break; }
    }
    return found;
  });
  await page.emulateMedia(LOOKS.light);
  return wrong.map((said) => `on paper: ${said}`);
}

/** For whoever asked for less motion nothing moves; the policy of the server is that of the promise, and it bites. */
export async function policy(page, response) {
  const wrong = await page.evaluate(async () => {
    const found = [];
    const moving = document.getAnimations();
    if (moving.length) found.push(`${moving.length} things move`);
    if (getComputedStyle(document.documentElement).scrollBehavior !== 'auto') found.push('the page scrolls smoothly');
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    document.head.append(script);
    script.remove();
    if (globalThis.ranInline) found.push('an inline script runs');
    return found;
  });
  const said = response?.headers()['content-security-policy'];
  if (said !== "default-src 'self'") wrong.push(`Content-Security-Policy is ${said}`);
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
      // A link that runs over two lines is two boxes; a region can be taller than the window: only what is in sight can be covered.
      const tops = [...at.getClientRects()].map((rect) => {
        const [left, right] = [Math.max(rect.left, 0), Math.min(rect.right, innerWidth)];
        const [above, below] = [Math.max(rect.top, 0), Math.min(rect.bottom, innerHeight)];
        return left < right && above < below ? document.elementFromPoint((left + right) / 2, (above + below) / 2) : null;
      });
      return {
        name: `${at.tagName.toLowerCase()} “${(at.textContent || at.getAttribute('aria-label') || '').trim().slice(0, 40)}”`,
        href: at.getAttribute('href'),
        inNav: at.closest('nav') !== null,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        ring: (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none',
        covered: !tops.some((top) => top && (top === at || at.contains(top) || top.contains(at))),
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

/** The words of the page that a reader can see, for a comparison of the page with and without scripts; what `except` selects is taken away first. */
export function visibleWords(page, except) {
  return page.evaluate((selector) => {
    if (selector) document.querySelectorAll(selector).forEach((e) => e.remove());
    return (document.querySelector('main')?.innerText ?? '').split(/\s+/).filter(Boolean);
  }, except);
}

/** What `wanted` selects lies wholly in the window, with the page at its top; the first heading begins near the top. */
export async function firstScreen(page, [wide, narrow]) {
  const wrong = [];
  for (const [width, height, most, wanted] of [[1280, 900, 190, wide], [375, 812, 200, narrow]]) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => scrollTo(0, 0));
    const found = await page.evaluate(
      ({ wanted, most }) => {
        const said = [];
        const top = document.querySelector('h1').getBoundingClientRect().top;
        if (top > most) said.push(`the heading begins at ${Math.round(top)} px, below ${most}`);
        for (const entry of wanted) {
          const [selector, count] = Array.isArray(entry) ? entry : [entry, 1];
          const all = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).slice(0, count);
          if (all.length < count) said.push(`${selector}: ${all.length} of ${count}`);
          for (const e of all) {
            const box = e.getBoundingClientRect();
            if (box.top < 0 || box.bottom > innerHeight) said.push(`${selector} ends at ${Math.round(box.bottom)} px of ${innerHeight}`);
          }
        }
        return said;
      },
      { wanted, most },
    );
    wrong.push(...found.map((said) => `first screen at ${width}: ${said}`));
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return wrong;
}

/** Two links of one name lead to one place, and no link is a bare number or a sign. */
export async function linkTexts(page) {
  return page.evaluate(() => {
    const wrong = [];
    const places = new Map();
    for (const a of document.querySelectorAll('main a[href]')) {
      // A number that links to its own paragraph, and a footnote, are called what they are.
      const own = a.hash && a.closest(`[id="${CSS.escape(decodeURIComponent(a.hash.slice(1)))}"]`);
      if (!a.checkVisibility() || own || a.matches('[href^="#_fn"]')) continue;
      // In a table the column says what a name leads to.
      const column = a.closest('td')?.dataset.label ?? '';
      const name = (a.getAttribute('aria-label') ?? a.textContent).replace(/\s+/g, ' ').trim();
      if (!name || /^[\d.,]+$/.test(name) && !/^(19|20)\d\d$/.test(name)) wrong.push(`a link is called “${name}”: ${a.getAttribute('href')}`);
      // Passages of one paragraph are one place to a reader.
      const place = a.href.replace(/-[a-z]\d+$/, '');
      const known = places.get(`${column}: ${name}`);
      if (known && known !== place) wrong.push(`two links are called “${name}”: ${known} and ${place}`);
      places.set(`${column}: ${name}`, place);
    }
    return wrong.slice(0, 4);
  });
}

/** No id of a machine stands in running text: `board/2025-02-12/4.2`. */
export async function machineIds(page) {
  return page.evaluate(() => {
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const wrong = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const found = /(?<![\w/.:-])[a-z-]+\/\d{4}-\d\d-\d\d\//.exec(node.data);
      const at = node.parentElement;
      if (found && at.checkVisibility() && !at.closest('code, pre, .quote, .cite, .address, .citation, .snippet')) wrong.push(`an id in the text: ${found[0]}`);
    }
    return wrong.slice(0, 3);
  });
}

/** How far things move while the page loads, with scripts: at most 0.02 (https://web.dev/articles/cls). */
export async function shift(page, address) {
  const wrong = [];
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: width === 375 ? 812 : 900 });
    await page.goto(address);
    await page.waitForTimeout(100);
    const moved = await page.evaluate(() => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.value; })).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 50);
    }));
    if (moved > 0.02) wrong.push(`things move by ${moved.toFixed(3)} at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return wrong;
}

/** The rules of style sheets that older browsers do not know are taken away: every word that is shown with them is shown without. */
export async function olderBrowser(page, address) {
  const NEWER = /::details-content|:target-current|:popover-open|@starting-style|:has\(|\(scripting/;
  const words = async () => (await visibleWords(page, '.filters')).join(' ');
  await page.goto(address);
  const now = await words();
  await page.goto(address);
  await page.evaluate((newer) => {
    const strip = (rules) => {
      for (let n = rules.cssRules.length - 1; n >= 0; n -= 1) {
        const rule = rules.cssRules[n];
        if (new RegExp(newer).test(rule.selectorText ?? rule.conditionText ?? rule.cssText.slice(0, 40))) rules.deleteRule(n);
        else if (rule.cssRules?.length && !rule.selectorText) strip(rule);
      }
    };
    [...document.styleSheets].forEach(strip);
  }, NEWER.source);
  const then = await words();
  await page.goto(address);
  return now === then ? [] : ['an older browser shows other words'];
}
