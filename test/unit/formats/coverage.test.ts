import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { root } from '../../../scripts/steps/paths.ts';
import { lengthOf, MergedScript } from '../../../src/coverage/merged-script.ts';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { writeDevToolsCoverage } from '../../../src/formats/coverage-devtools.ts';
import { readV8Coverage, writeV8Coverage } from '../../../src/formats/coverage-v8.ts';
import { writeLcov } from '../../../src/formats/lcov.ts';
import { pictureOf, scriptOf } from '../coverage/picture.ts';
import { takesOf } from './node-coverage.ts';

const url = new URL('known-functions.js', import.meta.url).href;
const path = fileURLToPath(url);
const text = await readFile(path, 'utf8');

interface KnownFunctions {
  classify(value: number): string;
  Counter: new () => { add(times: number): number };
}

test('c8 reads our export of a script that ran in several takes, and our LCOV says what c8 says', async () => {
  let known: KnownFunctions | undefined;
  const take = (step: (functions: KnownFunctions) => unknown) => () => known && step(known);
  const takes = await takesOf(url, [
    () => {
      known = new Script(text, { filename: url }).runInThisContext();
    },
    take(({ classify }) => classify(50) + classify(-1)),
    take(({ classify, Counter }) => new Counter().add(2) + classify(3)),
    take(({ Counter }) => new Counter().add(9)),
  ]);
  const merged = new MergedScript('1', url);
  for (const counted of takes) merged.add(counted);
  const scripts = [merged.coverage()];
  const source = { scriptId: '', url, line: 1, column: 1, text };
  const ours = writeLcov(scripts, [source]).replace(`SF:${path}`, `SF:${relative(root, path)}`);
  assert.equal(ours, await reportOfC8(writeV8Coverage(scripts, 1.5)));
  assert.match(ours, /^FNDA:3,classify\nFNDA:0,never$/m);
});

async function reportOfC8(coverage: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'heapscope-c8-'));
  after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'coverage-1.json'), coverage);
  const c8 = join(root, 'node_modules', 'c8', 'bin', 'c8.js');
  const options = ['--temp-directory', folder, '--reports-dir', folder, '--reporter', 'lcovonly', '--exclude', 'none'];
  await promisify(execFile)(process.execPath, [c8, 'report', ...options], { cwd: root });
  return await readFile(join(folder, 'lcov.info'), 'utf8');
}

const script = scriptOf('https://page/a.js', '- 0-30:1\n f 2-20:3 5-9:0 9-12:6\n g 22-28:0', '4');
const textOfScript = 'x'.repeat(30);

test('the DevTools format has what was used, in one piece where it touches, and the text', () => {
  const sources = [{ scriptId: '4', url: script.url, line: 1, column: 1, text: textOfScript }];
  const nameless = scriptOf('', '- 0-5:1', '9');
  assert.deepEqual(JSON.parse(writeDevToolsCoverage([script, nameless], sources)), [
    {
      url: 'https://page/a.js',
      ranges: [
        { start: 0, end: 5 },
        { start: 9, end: 22 },
        { start: 28, end: 30 },
      ],
      text: textOfScript,
    },
  ]);
  assert.equal(JSON.parse(writeDevToolsCoverage([script], []))[0].text, null);
});

test('LCOV names a file by its path, whatever stands in its address', () => {
  const fileOf = (address: string) => {
    const source = { scriptId: '', url: address, line: 1, column: 1, text: textOfScript };
    return /^SF:(.*)$/m.exec(writeLcov([{ ...script, url: address }], [source]))?.[1];
  };
  assert.equal(fileOf('file:///a%20b.js'), '/a b.js');
  assert.equal(fileOf('file:///a%zz%20b.js'), '/a%zz%20b.js');
  assert.equal(fileOf('file://a b/c.js'), 'file://a b/c.js');
});

test('coverage of Node, Puppeteer and Playwright comes out the same', () => {
  const { url: address, ...counted } = script;
  const forms = {
    node: writeV8Coverage([script], 2),
    cached: JSON.stringify({ result: [script], timestamp: 1, 'source-map-cache': {} }),
    puppeteer: JSON.stringify([{ url: address, ranges: [], text: textOfScript, rawScriptCoverage: script }]),
    playwright: JSON.stringify([{ ...counted, url: address, source: textOfScript }]),
  };
  for (const [form, file] of Object.entries(forms)) {
    const read = readV8Coverage(file, form);
    assert.deepEqual(read.scripts.map(pictureOf), [pictureOf(script)], form);
    assert.deepEqual(
      read.sources.map(source => source.text.length),
      file.includes(textOfScript) ? [lengthOf(script)] : [],
      form,
    );
  }
});

test('a file that is no coverage is refused with the place that is wrong', () => {
  const wrong: Record<string, RegExp> = {
    '{"result":{}}': /a list is missing/,
    '{"result":[{"scriptId":"1","url":"a","functions":[{"functionName":"f","isBlockCoverage":true,"ranges":[]}]}]}':
      /within each other/,
    [writeV8Coverage([scriptOf('a', 'f 0-9:1 5-20:2')], 0)]: /functions\[0\]\.ranges/,
    [writeV8Coverage([scriptOf('a', 'f 0-9:0.5')], 0)]: /a count is missing/,
    [`{"result":[${'['.repeat(50)}`]: /not whole JSON/,
  };
  for (const [text, message] of Object.entries(wrong)) {
    assert.throws(
      () => readV8Coverage(text, 'x.json'),
      (error: unknown) => error instanceof HeapscopeError && message.test(JSON.stringify(error.details)),
    );
  }
});
