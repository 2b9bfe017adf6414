// The browser's stemmer against the words in tests/suite/search/stems.txt, which hold the program's: node tests/browser/stems.mjs [FILE]
//
// FILE has a word and its stem on each line; lines that begin with # are remarks. Ends with 1 where a stem differs.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const project = new URL('../../', import.meta.url);
const { stem } = createRequire(import.meta.url)(fileURLToPath(new URL('themes/civic/assets/search/engine.js', project)));
const file = process.argv[2] ?? fileURLToPath(new URL('tests/suite/search/stems.txt', project));
const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'));

let differ = 0;
for (const line of lines) {
  const [word, wanted] = line.split(' ');
  if (stem(word) === wanted) continue;
  differ += 1;
  console.error(`  ✗ ${word}: ${stem(word)}, and not ${wanted}`);
}
if (lines.length < 200) console.error(`only ${lines.length} words in ${file}`);
console.log(differ ? `${differ} of ${lines.length} stems differ` : `ok: ${lines.length} stems`);
process.exit(differ || lines.length < 200 ? 1 : 0);
