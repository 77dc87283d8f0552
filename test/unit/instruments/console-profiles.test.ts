import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type ConsoleProfile, watchConsoleProfiles } from '../../../src/instruments/console-profiles.ts';
import { FakeSession } from '../../support/fake-session.ts';

const location = { scriptId: '7', lineNumber: 11, columnNumber: 2 };
const callFrame = {
  functionName: 'work',
  scriptId: '7',
  url: 'https://page.test/app.js',
  lineNumber: 3,
  columnNumber: 0,
};
const profile = {
  nodes: [{ id: 1, callFrame }],
  startTime: 1_000_000,
  endTime: 1_250_000,
  samples: [1],
  timeDeltas: [0],
};

let session: FakeSession;
let started: string[];
let finished: ConsoleProfile[];

beforeEach(() => {
  session = new FakeSession();
  started = [];
  finished = [];
});

const watch = () =>
  watchConsoleProfiles(session, {
    started: name => started.push(name),
    finished: made => finished.push(made),
  });

test('profiles that overlap come out as they end, each under its own name', async () => {
  await watch();
  session.fire('Profiler.consoleProfileStarted', { id: '1', location, title: 'outer' });
  session.fire('Profiler.consoleProfileStarted', { id: '2', location, title: 'inner' });
  session.fire('Profiler.consoleProfileFinished', { id: '1', location, title: 'outer', profile });
  session.fire('Profiler.consoleProfileFinished', { id: '2', location, title: 'inner', profile });
  assert.deepEqual(started, ['outer', 'inner']);
  assert.deepEqual(
    finished.map(({ name }) => name),
    ['outer', 'inner'],
  );
});

test('a profile is what V8 gave, with its length and the line that ended it', async () => {
  await watch();
  session.fire('Profiler.consoleProfileFinished', { id: '1', location, title: 'default', profile });
  const [made] = finished;
  assert.deepEqual(JSON.parse(made?.text ?? ''), profile);
  assert.deepEqual(
    { name: made?.name, place: made?.place, duration: made?.duration },
    { name: 'console.profile', place: 'https://page.test/app.js:12', duration: 250 },
  );
});

test('a profile without a sample in the script that ended it has no place', async () => {
  await watch();
  const elsewhere = { ...location, scriptId: '8' };
  session.fire('Profiler.consoleProfileFinished', { id: '1', location: elsewhere, title: 'load', profile });
  assert.equal(finished[0]?.place, null);
});

test('nothing is listened to when the watch ends, or cannot begin', async () => {
  (await watch())();
  assert.equal(session.listenerCount, 0);
  session.refuse('Profiler.enable');
  await assert.rejects(watch(), { code: 'protocol-error' });
  assert.equal(session.listenerCount, 0);
});
