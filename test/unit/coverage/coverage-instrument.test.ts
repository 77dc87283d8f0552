import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Protocol } from 'devtools-protocol';
import { readV8Coverage } from '../../../src/formats/coverage-v8.ts';
import { bestEffortCoverage, Coverage } from '../../../src/instruments/coverage.ts';
import { ScriptSources } from '../../../src/instruments/script-sources.ts';
import { encodeBlock, encodeHeader, type LogMeta, readLog } from '../../../src/recording/log.ts';
import { defaultCoverage, defaultRecording } from '../../../src/recording/options.ts';
import type { Row } from '../../../src/recording/rows.ts';
import { epochMilliseconds } from '../../../src/units.ts';
import { settle } from '../../support/manual-clock.ts';
import { workbench } from '../instruments/workbench.ts';
import { pictureOf, scriptOf } from './picture.ts';

function parsed(scriptId: string, length: number): Protocol.Debugger.ScriptParsedEvent {
  const place = { url: `${scriptId}.js`, startLine: 0, startColumn: 0, endLine: 9, endColumn: 0 };
  return { scriptId, ...place, length, hash: scriptId, buildId: '', executionContextId: 1 };
}

const meta: LogMeta = { startedAt: epochMilliseconds(0), options: defaultRecording, url: '', title: '' };

/** A browser with two scripts; each take answers with the next of `takes`. */
function covered(...takes: ReturnType<typeof scriptOf>[][]) {
  const bench = workbench();
  const { session } = bench;
  const sources = new ScriptSources(session, () => {}, 300);
  session.answer('Profiler.takePreciseCoverage', () => ({
    result: (takes.shift() ?? []) as never,
    timestamp: 12.5,
  }));
  session.answer('Debugger.enable', () => {
    session.fire('Debugger.scriptParsed', parsed('a', 240));
    session.fire('Debugger.scriptParsed', parsed('b', 100));
    return { debuggerId: '' };
  });
  session.answer('Debugger.getScriptSource', params => ({ scriptSource: `text of ${params?.scriptId}` }));
  return { ...bench, sources, instrument: new Coverage(defaultCoverage, bench.context, sources) };
}

const told = (rows: readonly Row[]) =>
  rows.map(row => (row.kind === 'coverage' ? [row.time, row.occasion, ...row.scripts.flatMap(pictureOf)] : row.kind));

test('polls and what V8 tells by itself are rows, and the file is their sum', async () => {
  const f = (count: number) => scriptOf('a.js', `f 10-20:${count}`, 'a');
  const { session, clock, rows, failures, instrument } = covered([f(2)], [], [f(4)]);
  await instrument.start();
  assert.deepEqual(session.sent.find(({ method }) => method === 'Profiler.startPreciseCoverage')?.params, {
    callCount: true,
    detailed: true,
    allowTriggeredUpdates: true,
  });
  await clock.advance(1000);
  session.fire('Profiler.preciseCoverageDeltaUpdate', {
    timestamp: 11,
    occasion: 'DomContentLoaded',
    result: [f(1)] as never,
  });
  await clock.advance(1500);
  const file = await instrument.stop();
  assert.deepEqual(told(rows), [
    // The top level ran before the recording: V8 does not tell of it.
    [1000, 'poll', '-() 0-240:0', 'f 10-20:2'],
    [1000, 'DomContentLoaded', 'f 10-20:1'],
    [2500, 'poll', 'f 10-20:4'],
  ]);
  assert.ok(file && 'text' in file && file.format === 'coverage');
  assert.deepEqual(readV8Coverage(file.text, '').scripts.map(pictureOf), [['-() 0-240:0', 'f 10-20:7']]);
  assert.equal(JSON.parse(file.text).timestamp, 12.5);
  assert.equal(session.methods.at(-1), 'Profiler.stopPreciseCoverage');
  assert.deepEqual([clock.waiting, failures], [[], []]);
});

/** Counts that V8 never makes, each as a function of a script. */
const impossible = [
  'nothing',
  'turned 20-10:1',
  'before -',
  'beyond 0-4294967296:1',
  'apart 10-20:1 30-40:2',
  'less 5-9:-',
];

function impossibleScript() {
  const script = scriptOf('a.js', ['f 10-20:2', ...impossible].join('\n'), 'a');
  const wild: Record<string, object> = {
    before: { startOffset: -1, endOffset: 20, count: 1 },
    less: { startOffset: 5, endOffset: 9, count: -1 },
  };
  const functions = script.functions.map(of => {
    const range = wild[of.functionName];
    return range ? { ...of, ranges: [range as never] } : of;
  });
  return { ...script, functions };
}

test('counts that no reader would take are left out before they are written, and how many is told', async () => {
  const { rows, instrument } = covered([impossibleScript()]);
  await instrument.start();
  const file = await instrument.stop();
  assert.deepEqual(told(rows), [[0, 'poll', '-() 0-240:0', 'f 10-20:2'], 'mark']);
  const mark = rows.at(-1);
  assert.ok(mark?.kind === 'mark' && mark.text.includes(` ${impossible.length} counts`), JSON.stringify(mark));
  const log = Buffer.concat([encodeHeader(meta), encodeBlock(rows), encodeBlock([mark])]);
  assert.deepEqual(readLog(log), { meta, rows: [...rows, mark], missing: 0 });
  assert.ok(file && 'text' in file);
  assert.deepEqual(readV8Coverage(file.text, '').scripts.map(pictureOf), [['-() 0-240:0', 'f 10-20:2']]);
});

test('counts are read when a navigation begins: a page that goes to another process takes them along', async () => {
  const { session, clock, rows, sources, instrument } = covered([scriptOf('a.js', '- 0-240:1', 'a')]);
  await instrument.start();
  const begin = { frameId: '1', url: 'https://next/', loaderId: '1' };
  session.fire('Page.frameStartedNavigating', { ...begin, navigationType: 'sameDocument' });
  await settle();
  assert.deepEqual(told(rows), []);
  session.fire('Page.frameStartedNavigating', { ...begin, navigationType: 'differentDocument' });
  await settle();
  assert.deepEqual(told(rows), [[0, 'poll', '- 0-240:1']]);
  await instrument.stop();
  await sources.stop();
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('a page that runs very much is read less often, so that the log stays small', async () => {
  const many = Array.from({ length: 3000 }, (_, i) => `f${i} ${i * 10}-${i * 10 + 9}:1`).join('\n');
  const { clock, instrument } = covered([scriptOf('a.js', many, 'a')], []);
  await instrument.start();
  await clock.advance(1000);
  assert.deepEqual(clock.waiting, [3000]);
  await clock.advance(3000);
  assert.deepEqual(clock.waiting, [1000]);
  await instrument.stop();
});

test('texts are kept of the scripts that ran, for as long as there is room', async () => {
  const both = ['a', 'b'].map(id => scriptOf(`${id}.js`, '- 0-9:1', id));
  const { session, clock, sources, instrument } = covered(both);
  await instrument.start();
  await clock.advance(1000);
  await instrument.stop();
  await sources.stop();
  assert.deepEqual(
    sources.texts.map(({ url, text }) => [url, text]),
    [['a.js', 'text of a']],
  );
  assert.equal(sources.leftOut, 1);
  const methods = session.methods.filter(method => method.startsWith('Debugger.'));
  const inOrder = ['setSkipAllPauses', 'enable', 'getScriptSource', 'disable'];
  assert.deepEqual(
    methods,
    inOrder.map(name => `Debugger.${name}`),
  );
  assert.equal(session.listenerCount, 0);
});

test('coverage goes on without a debugger, and survives the end of the session with what it has', async () => {
  const { session, clock, failures, instrument } = covered([scriptOf('a.js', 'f 10-20:2', 'a')]);
  session.refuse('Debugger.enable');
  await instrument.start();
  await clock.advance(1000);
  session.close();
  assert.equal(failures.length, 1);
  const file = instrument.salvage();
  assert.deepEqual(file && 'text' in file && readV8Coverage(file.text, '').scripts.map(pictureOf), [['f 10-20:2']]);
});

test('what V8 knows without a recording is asked for without turning anything off', async () => {
  const { session } = workbench();
  session.answer('Profiler.getBestEffortCoverage', () => ({ result: [scriptOf('a.js', 'f() 0-9:1')] as never }));
  const text = await bestEffortCoverage(session);
  assert.deepEqual(readV8Coverage(text, '').scripts.map(pictureOf), [['f() 0-9:1']]);
  assert.deepEqual(session.methods, ['Profiler.enable', 'Profiler.getBestEffortCoverage']);
  session.answer('Profiler.getBestEffortCoverage', () => ({ result: [impossibleScript()] as never }));
  assert.deepEqual(readV8Coverage(await bestEffortCoverage(session), '').scripts.map(pictureOf), [['f 10-20:2']]);
});
