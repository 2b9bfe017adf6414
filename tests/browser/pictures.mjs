// Pictures of every kind of page, for people to look at: node tests/browser/pictures.mjs PUBLIC [OUT [KIND]]
//
// The last is contact-sheet.jpg, with all of them side by side. At 1280, 768 and 375 CSS pixels, at 1280 and 375 also dark, at 1280 in forced colours, and as PDF on A4. OUT is target/screenshots.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch, newPage } from './browser.mjs';
import { LOOKS } from './checks.mjs';
import { pages } from './pages.mjs';
import { serve } from './server.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [publicFolder, out = join(project, 'target/screenshots'), only] = process.argv.slice(2);
if (!publicFolder) {
  console.error('usage: node tests/browser/pictures.mjs PUBLIC [OUT [KIND]]');
  process.exit(2);
}

const VIEWS = [
  ['1280', 1280, LOOKS.light],
  ['768', 768, LOOKS.light],
  ['375', 375, LOOKS.light],
  ['1280-dark', 1280, LOOKS.dark],
  ['375-dark', 375, LOOKS.dark],
  ['1280-forced', 1280, LOOKS['forced colours']],
];

await mkdir(out, { recursive: true });
const site = await serve(resolve(publicFolder));
const browser = await launch();
let made = 0;
try {
  for (const [name, width, look] of VIEWS) {
    const page = await newPage(browser, { viewport: { width, height: 900 } });
    await page.emulateMedia(look);
    for (const [kind, path] of Object.entries(pages).filter(([kind]) => !only || new RegExp(only).test(kind))) {
      const file = join(out, `${kind.replaceAll(' ', '-')}-${name}`);
      await page.goto(`${site.origin}/${path}`);
      await page.emulateMedia(look);
      await page.screenshot({ path: `${file}.png`, fullPage: true });
      made += 1;
      if (name !== '1280') continue;
      await page.emulateMedia({ media: null });
      await page.pdf({ path: file.replace(/-1280$/, '.pdf'), preferCSSPageSize: true });
      await page.emulateMedia(look);
      made += 1;
    }
    await page.context().close();
  }
  await contactSheet();
} finally {
  await browser.close();
  site.close();
}
/** One picture of all: a row for each kind of page, a column for each view. */
async function contactSheet() {
  const kinds = Object.keys(pages).filter((kind) => !only || new RegExp(only).test(kind));
  const picture = (kind, name) => `<td><img src="${encodeURIComponent(`${kind.replaceAll(' ', '-')}-${name}`)}.png" alt=""></td>`;
  const rows = kinds.map((kind) => `<tr><th>${kind}</th>${VIEWS.map(([name]) => picture(kind, name)).join('')}</tr>`);
  const head = VIEWS.map(([name]) => `<th>${name}</th>`).join('');
  const style = 'body{font:14px sans-serif}th{text-align:start;vertical-align:top}td{vertical-align:top}img{width:210px;height:280px;object-fit:cover;object-position:top;border:1px solid #888}';
  await writeFile(join(out, 'contact-sheet.html'), `<!DOCTYPE html><meta charset="utf-8"><title>Contact sheet</title><style>${style}</style><table><tr><th></th>${head}</tr>${rows.join('')}</table>`);
  const page = await newPage(browser, { viewport: { width: 1500, height: 900 } });
  await page.goto(pathToFileURL(join(out, 'contact-sheet.html')).href);
  await page.screenshot({ path: join(out, 'contact-sheet.jpg'), type: 'jpeg', fullPage: true, quality: 70 });
  made += 1;
}

console.log(`${made} pictures in ${out}`);
