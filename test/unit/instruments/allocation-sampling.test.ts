import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AllocationSampling } from '../../../src/instruments/allocation-sampling.ts';
import { defaultSampling } from '../../../src/recording/options.ts';
import { settle } from '../../support/manual-clock.ts';
import { workbench } from './workbench.ts';

const callFrame = { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };
const profile = {
  head: { callFrame, selfSize: 7, id: 1, children: [] },
  samples: [{ size: 7, nodeId: 1, ordinal: 1 }],
};

function sampling() {
  const bench = workbench();
  const { session, clock } = bench;
  const pollTakes = { time: 0 };
  session.answer('HeapProfiler.getSamplingProfile', async () => {
    await settle();
    clock.pass(pollTakes.time);
    return { profile };
  });
  session.answer('HeapProfiler.stopSampling', () => ({ profile }));
  const polls = () => session.methods.filter(method => method === 'HeapProfiler.getSamplingProfile').length;
  return { ...bench, pollTakes, polls, instrument: new AllocationSampling(defaultSampling, bench.context) };
}

test('a poll that took d ms is followed by a pause of d / budget', async () => {
  const { clock, instrument, pollTakes, polls } = sampling();
  await instrument.start();
  pollTakes.time = 40;
  await clock.advance(300);
  await settle();
  assert.equal(polls(), 1);
  assert.deepEqual(clock.waiting, [40 / 0.02]);
  await clock.advance(1999);
  assert.equal(polls(), 1);
  pollTakes.time = 0;
  await clock.advance(1);
  await settle();
  assert.equal(polls(), 2);
  assert.deepEqual(clock.waiting, [250], 'even a free poll has a pause after it');
});

test('what a busy page makes a poll wait is no cost of the poll', async () => {
  const { session, clock, instrument, pollTakes } = sampling();
  await instrument.start();
  session.answer('HeapProfiler.enable', () => clock.pass(500) as undefined);
  pollTakes.time = 40;
  await clock.advance(300);
  await settle();
  assert.deepEqual(clock.waiting, [40 / 0.02]);
});

test('the file is the profile of stopSampling as JSON, and nothing stays behind', async () => {
  const { session, clock, rows, instrument } = sampling();
  await instrument.start();
  assert.deepEqual(await instrument.stop(), { format: 'heapprofile', text: JSON.stringify(profile) });
  assert.equal(session.methods.at(-1), 'HeapProfiler.stopSampling');
  assert.equal(rows.length, 1);
  assert.deepEqual([clock.waiting, session.listenerCount], [[], 0]);
});

test('stop waits for the poll that is on its way', async () => {
  const { session, clock, rows, instrument } = sampling();
  await instrument.start();
  let reply = () => {};
  session.answer('HeapProfiler.getSamplingProfile', () => new Promise(resolve => (reply = () => resolve({ profile }))));
  await clock.advance(300);
  const stopped = instrument.stop();
  await settle();
  assert.ok(!session.methods.includes('HeapProfiler.stopSampling'));
  reply();
  await stopped;
  assert.equal(rows.length, 2);
});

test('a start that fails half way turns sampling off again', async () => {
  const { session, clock, failures, instrument } = sampling();
  session.refuse('HeapProfiler.startSampling');
  await assert.rejects(instrument.start(), { code: 'protocol-error' });
  assert.equal(session.methods.at(-1), 'HeapProfiler.stopSampling');
  assert.deepEqual([clock.waiting, session.listenerCount, failures], [[], 0, []]);
});

test('a session that closes under a poll fails the instrument once, and the last poll can be salvaged', async () => {
  const { session, clock, failures, instrument } = sampling();
  await instrument.start();
  await clock.advance(300);
  await settle();
  session.answer('HeapProfiler.getSamplingProfile', () => new Promise(() => {}));
  await clock.advance(300);
  session.close();
  await settle();
  assert.equal(failures.length, 1);
  assert.deepEqual(clock.waiting, []);
  assert.deepEqual(instrument.salvage(), { format: 'heapprofile', text: JSON.stringify(profile) });
});

test('a refused poll is borne, three in a row are not', async () => {
  const { session, clock, failures, instrument } = sampling();
  await instrument.start();
  session.refuse('HeapProfiler.getSamplingProfile', 'Inspected target navigated or closed');
  await clock.advance(300 + 250);
  assert.equal(failures.length, 0);
  await clock.advance(250);
  assert.equal(failures.length, 1);
  assert.equal(session.methods.at(-1), 'HeapProfiler.stopSampling');
});
