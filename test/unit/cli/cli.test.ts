import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildCli } from '../../../scripts/build/cli.ts';
import { cliProgram } from '../../../scripts/steps/paths.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'heapscope-cli-'));
after(() => rm(folder, { recursive: true }));
await Promise.all([buildCli(), run(process.execPath, [join(import.meta.dirname, 'planted.mjs'), folder])]);
const [base, target, final] = ['base', 'target', 'final'].map(name => join(folder, `${name}.heapsnapshot`)) as [
  string,
  string,
  string,
];

/** A class as the documents have it. */
interface Named {
  readonly name: string;
}
const heapscope = (...args: string[]) => run(process.execPath, [cliProgram, ...args], { maxBuffer: 1 << 28 });
const json = async (...args: string[]) => JSON.parse((await heapscope('snapshot', ...args, '--json')).stdout);
const named = (name: string) => (row: Named) => row.name === name;

describe('planted objects are found by name, number and size', () => {
  test('in a summary', async () => {
    const { format, version, nodeCount, edgeCount, totalSize, statistics, classes } = await json('summary', target);
    assert.deepEqual([format, version], ['heapscope-snapshot-summary', 1]);
    assert.ok(nodeCount > 10_000 && edgeCount > nodeCount && statistics.total === totalSize);
    const sessions = classes.find(named('PlantedSession'));
    assert.deepEqual(Object.keys(sessions), ['key', 'name', 'count', 'shallowSize', 'retainedSize', 'distance']);
    // Three words of V8's header, two of its own.
    assert.deepEqual([sessions.count, sessions.shallowSize], [100, 100 * 5 * 8]);
    assert.ok(sessions.retainedSize > 100 * 1000);
    const sizes = classes.map((row: { retainedSize: number }) => row.retainedSize);
    assert.deepEqual(
      sizes,
      sizes.toSorted((a: number, b: number) => b - a),
    );
  });

  test('by their coming and going', async () => {
    const came = (await json('diff', base, target)).classes.find(named('PassingThing'));
    const size = came.newSize;
    assert.deepEqual(came, {
      key: came.key,
      name: 'PassingThing',
      newCount: 500,
      deletedCount: 0,
      countDelta: 500,
      newSize: 500 * 4 * 8,
      deletedSize: 0,
      sizeDelta: size,
    });
    const went = (await json('diff', target, final)).classes.find(named('PassingThing'));
    assert.deepEqual([went.newCount, went.deletedCount, went.deletedSize, went.sizeDelta], [0, 500, size, -size]);
  });

  test('among leaks, but not what has gone, and with what holds them', async () => {
    const { verdict, clusters } = await json('leaks', base, target, final);
    assert.equal(verdict, 'leak');
    const [big] = clusters;
    assert.deepEqual([big.detector, big.className, big.count], ['over 1 MB', 'Array', 1]);
    const sessions = clusters.find(({ className }: { className: string }) => className === 'PlantedSession');
    assert.deepEqual([sessions.detector, sessions.count], [null, 100]);
    assert.deepEqual(
      sessions.trace.map(({ edge, className }: { edge: string; className: string }) => [edge, className]),
      [
        ['', 'global'],
        ['archive', 'Object'],
        ['sessions', 'Array'],
        ['*', 'PlantedSession'],
      ],
    );
    assert.ok(!JSON.stringify(clusters).includes('PassingThing'));

    const { object, retainers, paths } = await json('retainers', final, `@${sessions.example.id}`);
    assert.equal(object.className, 'PlantedSession');
    assert.ok(retainers.some(({ edgeType }: { edgeType: string }) => edgeType === 'element'));
    assert.ok(paths[0].some(({ edgeName }: { edgeName: string }) => edgeName === 'sessions'));
  });

  test('one by one, by class, property, type and size', async () => {
    const wanted = ['--class', '/^PlantedSession$/', '--type', 'object', '--retained', '1000'];
    const { objectCount, objects } = await json('objects', target, ...wanted, '--top', '3');
    assert.deepEqual([objectCount, objects.length], [100, 3]);
    for (const { className, shallowSize, retainedSize } of objects) {
      assert.deepEqual([className, shallowSize], ['PlantedSession', 5 * 8]);
      assert.ok(retainedSize > 1000);
    }
    const [archive] = (await json('objects', target, '--property', '/^sessions$/')).objects;
    assert.equal(archive.className, 'Object');
    assert.equal((await json('objects', target, '--class', 'PlantedSession', '--property', 'nowhere')).objectCount, 0);
    await assert.rejects(heapscope('snapshot', 'objects', target, '--type', 'Object'), {
      code: 2,
      stderr: /^heapscope: No object is of the type "Object": the file has hidden, .*closure.*\.\n$/,
    });
  });

  test('as copies of one text', async () => {
    const { strings } = await json('strings', target);
    const planted = strings.find(({ text }: { text: string }) => text === 'a text that is planted in fifty copies..');
    // Map, hash and length take 16 bytes, the text itself 40. The program's own literal is one more.
    const size = 16 + 40;
    assert.equal(planted.count, 50 + 1);
    assert.deepEqual([planted.shallowSize, planted.wastedSize], [51 * size, 50 * size]);
  });
});

test('a file packed with gzip says the same', async () => {
  const packed = join(folder, 'packed');
  await writeFile(packed, gzipSync(await readFile(base)));
  assert.deepEqual(await json('summary', packed), await json('summary', base));
});

describe('a snapshot that may not fit into memory', () => {
  /** Runs as if the computer had so many bytes. */
  const inComputerOf = (memory: number, ...args: string[]) => {
    const preload = `import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; os.totalmem = () => ${memory}; syncBuiltinESMExports();`;
    const options = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
    return run(process.execPath, [...options, cliProgram, 'snapshot', ...args], { maxBuffer: 1 << 28 });
  };

  test('is announced in one sentence, and opened', async () => {
    const { stdout, stderr } = await inComputerOf(2 ** 25, 'summary', target);
    assert.match(
      stderr,
      /^heapscope: Opening \S+ takes about [\d.]+ MB of memory and may not fit .*has 32\.0 MB.*--quick.*\.\n$/,
    );
    assert.equal(stdout, (await heapscope('snapshot', 'summary', target)).stdout);
  });

  test('is opened without a word where it fits', async () => {
    assert.equal((await inComputerOf(2 ** 33, 'summary', target)).stderr, '');
  });

  test('has a quick summary with the counts and the total of the whole', async () => {
    const { stdout, stderr } = await inComputerOf(2 ** 26, 'summary', target, '--quick', '--json');
    const { classes, ...quick } = JSON.parse(stdout);
    const whole = await json('summary', target);
    assert.equal(stderr, '');
    assert.deepEqual(quick, {
      format: 'heapscope-snapshot-summary',
      version: 1,
      nodeCount: whole.nodeCount,
      edgeCount: whole.edgeCount,
      totalSize: whole.totalSize,
      retainedSizes: false,
      classCount: classes.length,
    });
    assert.equal(whole.retainedSizes, true);
    const sessions = { name: 'PlantedSession', count: 100, shallowSize: 100 * 5 * 8 };
    assert.deepEqual(classes.find(named('PlantedSession')), sessions);
  });

  test('has a quick summary for people', async () => {
    const { stdout } = await heapscope('snapshot', 'summary', target, '--quick', '--top', '3');
    assert.match(
      stdout,
      /^[\d,]+ nodes, .*\n\n *Shallow +Count +Class\n(.+\n){3}… and \d+ more\n\nA quick summary: .*\n$/,
    );
  });
});

test('a reader that has had enough is no mistake', async () => {
  const command = `"${process.execPath}" "${cliProgram}" snapshot objects "${base}" --json | head -c 10`;
  assert.deepEqual(await run('bash', ['-c', `set -o pipefail; ${command}`]), { stdout: '{"format":', stderr: '' });
});

test('people get tables', async () => {
  const { stdout } = await heapscope('snapshot', 'summary', target, '--top', '3');
  assert.match(stdout, /^[\d,]+ nodes, [\d,]+ edges, [\d,]+ bytes\n\nKind .* Bytes\n/);
  assert.match(stdout, /Retained +Shallow +Count +Class\n(.+\n){3}… and \d+ more\n$/);
});

describe('what cannot be done ends with 2 and one sentence', () => {
  const refusals: Readonly<Record<string, readonly [args: string[], sentence: RegExp]>> = {
    'no file': [['snapshot', 'summary', '/nowhere/at.all'], /^heapscope: There is no file \/nowhere\/at\.all\.\n$/],
    'a folder': [['snapshot', 'strings', folder], /is a folder\.\n$/],
    'no id': [['snapshot', 'retainers', base, 'x'], /"x" is no id/],
    'an unknown id': [['snapshot', 'retainers', base, '@4000000000'], /has no object @4000000000\.\n$/],
    'too few files': [['snapshot', 'diff', base], /This needs BASE TARGET/],
    'an unknown option': [['snapshot', 'summary', base, '--tops'], /'--tops'/],
    'an unknown command': [['snapshot', 'sumary', base], /needs a command, one of summary, diff/],
    'a command that needs the whole': [['snapshot', 'strings', base, '--quick'], /needs the whole snapshot/],
    'a number that reads like an option': [
      ['snapshot', 'summary', base, '--top', '-1'],
      /'--top' argument is ambiguous\. /,
    ],
    'a regular expression that is none': [['snapshot', 'objects', base, '--class', '/(/'], /--class is no regular/],
    'the standard input': [['snapshot', 'summary', '-'], /The standard input cannot be read/],
    'a device': [['snapshot', 'summary', '/dev/null'], /\/dev\/null is no file: save what/],
    'a name that gives commands to a terminal': [
      ['snapshot', 'summary', '/no\nwhere\u001b[31m\u009b'],
      /There is no file \/no\\nwhere\\u001b\[31m\\u009b\.\n$/,
    ],
    'a number that is none': [['snapshot', 'summary', base, '--top', 'x'], /--top needs a whole number/],
  };
  for (const [what, [args, sentence]] of Object.entries(refusals)) {
    test(what, () => assertRefused(args, sentence));
  }

  test('a result that cannot be written', { skip: !existsSync('/dev/full') }, async () => {
    const command = `"${process.execPath}" "${cliProgram}" snapshot objects "${base}" --json > /dev/full`;
    const error = await run('sh', ['-c', command]).then(
      () => assert.fail('it did not refuse'),
      error => error,
    );
    assert.equal(error.code, 2);
    assert.match(error.stderr, /^heapscope: The result cannot be written to the end: ENOSPC.*\.\n$/);
  });

  test('a file that is none, or not whole', async () => {
    const whole = await readFile(base);
    const contents = {
      empty: Buffer.alloc(0),
      'other.json': Buffer.from('{"nodes": []}'),
      binary: Buffer.from([0, 1, 2, 255, 254]),
      'cut.heapsnapshot': whole.subarray(0, whole.length / 2),
      'cut.gz': gzipSync(whole).subarray(0, 10_000),
      'no.gz': Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    };
    for (const [name, bytes] of Object.entries(contents)) {
      const file = join(folder, name);
      await writeFile(file, bytes);
      await assertRefused(
        ['snapshot', 'summary', file],
        new RegExp(`^heapscope: ${name} is not a readable .*\\. Save it again .*\\.\\n$`),
      );
    }
  });

  test('a file that is made to fill the memory when it is unpacked', async () => {
    const file = join(folder, 'bomb.gz');
    await writeFile(file, gzipSync(Buffer.alloc(80 * 1024 * 1024, ' ')));
    await assertRefused(['snapshot', 'summary', file], /it has more than the 67108864 bytes that are allowed/);
  });
});

async function assertRefused(args: readonly string[], sentence: RegExp): Promise<void> {
  const error = await heapscope(...args).then(
    () => assert.fail('it did not refuse'),
    error => error,
  );
  assert.deepEqual([error.code, error.stdout], [2, '']);
  assert.match(error.stderr, sentence);
  assert.equal(error.stderr.trimEnd().split('\n').length, 1);
}
