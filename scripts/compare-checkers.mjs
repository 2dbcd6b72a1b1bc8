// The two halves of compare-checkers.sh: "lines" writes the labelled lines as files, "collect" reads what
// each checker reports and writes testdata/corpus/peers.json.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [step, root, work] = process.argv.slice(2);
const corpus = join(root, 'testdata', 'corpus');
const lines = ['action_items.jsonl', 'blame.jsonl'].flatMap((name) =>
  readFileSync(join(corpus, name), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)));

if (step === 'lines') {
  for (const { id, lang, text } of lines) {
    mkdirSync(join(work, 'lines', lang), { recursive: true });
    writeFileSync(join(work, 'lines', lang, `${id}.md`), text + '\n');
  }
} else {
  await collect();
}

async function collect() {
  const npm = join(work, 'npm');
  const version = (name) => JSON.parse(readFileSync(join(npm, 'node_modules', name, 'package.json'), 'utf8')).version;
  const alex = await import(pathToFileURL(join(npm, 'node_modules', 'alex', 'index.js')).href);
  const writeGood = createRequire(join(npm, 'package.json'))('write-good');
  const english = lines.filter((line) => line.lang === 'en');
  const ids = (found) => found.map((line) => line.id).sort();
  const vale = JSON.parse(readFileSync(join(work, 'vale.json'), 'utf8'));
  const textlint = (lang) => JSON.parse(readFileSync(join(work, `textlint.${lang}.out.json`), 'utf8'))
    .filter((file) => file.messages.length > 0).map((file) => basename(file.filePath, '.md')).sort();
  const peers = [
    { name: 'alex', version: version('alex'), language: 'en', flagged: ids(english.filter(({ text }) => alex.markdown(text).messages.length > 0)) },
    { name: 'write-good', version: version('write-good'), language: 'en', flagged: ids(english.filter(({ text }) => writeGood(text).length > 0)) },
    { name: 'vale with the styles alex and write-good', version: '3.20.0', language: 'en',
      flagged: Object.keys(vale).filter((path) => vale[path].length > 0).map((path) => basename(path, '.md')).sort() },
    { name: 'textlint with alex and write-good', version: version('textlint'), language: 'en', flagged: textlint('en') },
    { name: 'textlint with preset-japanese and preset-ja-technical-writing', version: version('textlint'), language: 'ja', flagged: textlint('ja') },
  ];
  writeFileSync(join(corpus, 'peers.json'), JSON.stringify(peers, null, 1) + '\n');
  for (const peer of peers) console.log(`${peer.name} ${peer.version}: reports on ${peer.flagged.length} lines`);
}
