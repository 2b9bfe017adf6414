// What each user of the site comes for, done with the keyboard alone: nothing here points or clicks.

import { newPage } from './browser.mjs';

/** Presses Tab until something that `selector` selects has the focus; says how many stops that took. */
async function tabTo(page, selector, most = 400) {
  for (let stops = 1; stops <= most; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => Boolean(document.activeElement?.matches(s)), selector)) return stops;
  }
  throw new Error(`${selector} is not reached by ${most} stops on ${page.url()}`);
}

/** Presses Enter on what has the focus and waits for the page that it leads to. */
async function follow(page, selector) {
  await tabTo(page, selector);
  const to = await page.evaluate(() => document.activeElement.href);
  await Promise.all([page.waitForURL(to, { timeout: 5000 }), page.keyboard.press('Enter')]);
}

/** That an anchor's element is in sight, marked, and covered by nothing. */
async function landed(page, anchor) {
  const wrong = await page.evaluate((id) => {
    const at = document.getElementById(id);
    if (!at) return `there is no ${id}`;
    if (!at.matches(':target')) return `${id} is not marked as the target`;
    const box = at.getBoundingClientRect();
    if (box.top < 0 || box.top >= innerHeight) return `${id} is out of sight, at ${Math.round(box.top)} px`;
    const top = document.elementFromPoint(box.left + 20, box.top + Math.min(12, box.height / 2));
    return top && (at.contains(top) || top.contains(at)) ? '' : `${id} is covered by ${top?.outerHTML.slice(0, 60)}`;
  }, anchor);
  if (wrong) throw new Error(wrong);
}

const expect = (good, said) => {
  if (!good) throw new Error(said);
};

/** By user of DESIGN.md. Each takes an open page and the origin, and throws where it cannot be done. */
export const journeys = {
  'secretary: sees the minutes just published, and how a paragraph of theirs is cited': async (page, origin) => {
    await page.goto(`${origin}/`);
    await follow(page, 'main .latest a');
    await tabTo(page, '.para > a.no');
    await page.keyboard.press('Enter');
    const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1));
    await landed(page, anchor);
    const quote = await page.evaluate((id) => {
      const quote = document.getElementById(id).querySelector('.quote');
      return quote?.checkVisibility() ? quote.textContent : '';
    }, anchor);
    expect(quote.includes(`paragraph ${anchor}`) && quote.includes(`#${anchor}`), `the citation says “${quote}”`);
  },
  'official: finds their open actions, the paragraph that raised one, and sorts and filters the register': async (page, origin) => {
    await page.goto(`${origin}/`);
    await follow(page, '.site-nav a[href$="actions/"]');
    await tabTo(page, '.filters input');
    const all = await page.locator('tbody tr:visible').count();
    await page.keyboard.type('ferries');
    const some = await page.locator('tbody tr:visible').count();
    expect(some > 0 && some < all, `the filter leaves ${some} of ${all} rows`);
    const said = await page.locator('.filters .shown').textContent();
    expect(said === `Showing ${some} of ${all} actions`, `the form says “${said}”`);
    await page.reload();
    expect(await page.locator('tbody tr:visible').count() === some, 'the filter is not kept in the address');
    await tabTo(page, '.filters button[type="reset"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !location.search);
    expect(await page.locator('tbody tr:visible').count() === all, 'clearing the filter does not bring the rows back');
    await follow(page, 'a[href*="actions/owner/kestrel-coast-rescue/"]');
    await follow(page, 'a.subject');
    await follow(page, 'main dd a[href*="#"]');
    await landed(page, decodeURIComponent(new URL(page.url()).hash.slice(1)));
  },
  'editor: a link to one paragraph lands on it, and a report says how it is linked': async (page, origin) => {
    await page.goto(`${origin}/idmg/2012-04-17/#3.3`);
    await landed(page, '3.3');
    await page.goto(`${origin}/kestrel-coast/reports/2025-sign-trial/`);
    await tabTo(page, '#_cite ~ details:last-of-type > summary');
    await page.keyboard.press('Enter');
    const shown = await page.evaluate(() => document.activeElement.parentElement.innerText);
    expect(shown.includes('/kestrel-coast/reports/2025-sign-trial/'), `the snippet says “${shown.slice(0, 80)}”`);
  },
  'analyst: reads a table that scrolls, and takes its figures and all actions as CSV': async (page, origin) => {
    await page.goto(`${origin}/datasets/nrm-referrals/`);
    await tabTo(page, '.table-scroll');
    await tabTo(page, 'a[download]');
    const take = async () => {
      const response = await page.request.get(await page.evaluate(() => document.activeElement.href));
      const type = response.headers()['content-type'] ?? '';
      expect(response.ok() && type.startsWith('text/csv'), `the file is ${response.status()} ${type}`);
      return (await response.text()).split('\n').length;
    };
    expect((await take()) > 3, 'the CSV has no rows');
    await follow(page, '.site-foot a[href$="sitemap/"]');
    await tabTo(page, 'a[href$="actions.csv"]');
    expect((await take()) > 20, 'the table of actions has no rows');
  },
  'administrator: a wrong address says so and leads on': async (page, origin) => {
    await page.goto(`${origin}/no/such/page/at/all/`);
    await follow(page, 'main a[href$="actions/"]');
    expect(page.url() === `${origin}/actions/`, `led to ${page.url()}`);
  },
  'member of the public: on a phone, reads who was there and finds a paragraph by a word': async (page, origin) => {
    await page.setViewportSize({ width: 375, height: 700 });
    await page.goto(`${origin}/idmg/2012-04-17/`);
    const names = await page.locator('.attendance .people-list').first().innerText();
    expect(names.includes('Damian Green MP') && names.includes('(for Anne Milton MP)'), `the attendance reads “${names.slice(0, 80)}”`);
    await tabTo(page, '.people-table > summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('.people-table table').first().isVisible(), 'the table does not unfold');
    await page.goto(`${origin}/`);
    await tabTo(page, '.menu-button');
    await page.keyboard.press('Enter');
    expect(await page.locator('#_menu a').first().isVisible(), 'the menu does not open');
    await page.keyboard.press('Escape');
    await tabTo(page, 'input[type="search"]');
    await page.keyboard.type('rapporteur');
    await Promise.all([page.waitForURL(/search\/.*rapporteur/), page.keyboard.press('Enter')]);
    await page.waitForSelector('#_search-results .result', { timeout: 5000 });
    await tabTo(page, '#_search-results .places a');
    const to = await page.evaluate(() => document.activeElement.href);
    await Promise.all([page.waitForURL(to, { timeout: 5000 }), page.keyboard.press('Enter')]);
    await landed(page, decodeURIComponent(new URL(to).hash.slice(1)));
  },
};

/** Does each; gives what was wrong by its name. */
export async function walk(browser, origin, report) {
  for (const [name, journey] of Object.entries(journeys)) {
    const page = await newPage(browser);
    const wrong = await journey(page, origin).then(() => [], (error) => [error.message.split('\n')[0]]);
    report(name, wrong);
    await page.context().close();
  }
}
