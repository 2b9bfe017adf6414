// The register of actions with a script: every filter and every order, without a page load.
//
//   node register.mjs PUBLIC     (the site of tests/sites/good/life)

import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('node register.mjs PUBLIC');
  process.exit(2);
}

const site = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
const failures = [];

const shown = () => page.$$eval('table[data-register] tbody tr:not([hidden]) .ref', (all) => all.map((a) => a.getAttribute('href').split('/').slice(-3, -1).join('/')));
const is = async (what, wanted) => {
  const there = await shown();
  if (JSON.stringify(there) !== JSON.stringify(wanted)) failures.push(`${what}: ${there.join(' ')}, not ${wanted.join(' ')}`);
  else console.log(`  ok ${what}: ${there.length} rows`);
};
const choose = async (label, value, wanted) => {
  await page.getByLabel(label, { exact: true }).selectOption(value);
  await is(`${label} is ${value}`, wanted);
  await page.getByLabel(label, { exact: true }).selectOption('');
};

let loads = 0;
page.on('load', () => (loads += 1));
page.on('pageerror', (error) => failures.push(`script: ${error.message}`));
await page.goto(`${site.origin}/actions/`);

const all = await shown();
if (all.length !== 10) failures.push(`${all.length} rows, not 10`);
await choose('Owner', 'Island Council', ['2024-01-17/2.1', '2023-09-20/3.1', '2023-03-15/bench', '2023-01-18/2.2']);
await choose('Status', 'Overdue', ['2023-01-18/3.1', '2023-09-20/3.2']);
await choose('Status', 'Dropped', ['2023-03-15/bench']);
await choose('Due', 'Later', ['2024-01-17/2.1']);
await choose('Due', 'No date', ['2024-07-17/2.1', '2024-07-17/3.1', '2023-03-15/bench', '2023-01-18/2.2']);
await choose('Age', 'Over a year', ['2023-01-18/3.1']);
await page.getByLabel('Show rows with the words').fill('passengers weekends');
await is('words', ['2023-09-20/3.2']);
await page.getByLabel('Show rows with the words').fill('');

// There is one body in this register, so its column is nothing to choose from; it is sorted all the same.
const sort = async (name, wanted) => {
  await page.locator('thead button', { hasText: new RegExp(`^${name}$`) }).click();
  const there = (await shown()).slice(0, wanted.length);
  if (JSON.stringify(there) !== JSON.stringify(wanted)) failures.push(`sorted by ${name}: ${there.join(' ')}, not ${wanted.join(' ')}`);
  else console.log(`  ok sorted by ${name}`);
};
await sort('Age', ['2024-07-17/2.1', '2024-07-17/3.1']);
await sort('Age', ['2023-01-18/3.1']);
await sort('Due', ['2023-01-18/3.1', '2023-01-18/2.1', '2023-09-20/3.2']);
await sort('Due', ['2024-01-17/2.1', '2024-05-15/2.1']);
await sort('Owner', ['2023-01-18/3.1', '2024-07-17/3.1']);
await sort('Status', ['2023-09-20/3.1']);
await sort('Raised', ['2023-01-18/2.1']);
await sort('Body', ['2023-01-18/2.1']);

if (loads !== 1) failures.push(`${loads} page loads, not 1`);
await browser.close();
site.close();
for (const failure of failures) console.error(`FAILED ${failure}`);
process.exit(failures.length ? 1 : 0);
