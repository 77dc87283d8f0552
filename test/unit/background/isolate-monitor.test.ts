import assert from 'node:assert/strict';
import { it } from 'node:test';
import { IsolateMonitor } from '../../../background/targets/isolate-monitor.ts';
import type { TabIsolate, TabIsolates } from '../../../background/targets/tab-isolates.ts';
import { FakeSession } from '../../support/fake-session.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';

it('a worker that is busy keeps nobody from learning the sizes of the others, and is not asked twice', async () => {
  const clock = new ManualClock();
  const [page, busy] = [new FakeSession(), new FakeSession()];
  let size = 0;
  const usage = () => ({ usedSize: ++size, totalSize: 0, embedderHeapUsedSize: 0, backingStorageSize: 0 });
  page.answer('Runtime.getHeapUsage', usage);
  let answer = () => {};
  busy.answer(
    'Runtime.getHeapUsage',
    () =>
      new Promise(resolve => {
        answer = () => resolve(usage());
      }),
  );
  const isolateOf = (session: FakeSession, id: string) =>
    ({ name: { id, kind: 'worker', name: id, url: '' }, session }) as unknown as TabIsolate;
  const present = [isolateOf(page, 'page'), isolateOf(busy, 'busy')];
  const isolates = { present, watch: () => () => {} } as unknown as TabIsolates;
  let told: (number | null)[] = [];
  const monitor = new IsolateMonitor(isolates, clock, () => {
    told = monitor.states.map(({ liveBytes }) => liveBytes);
  });
  monitor.start();
  await settle();
  await clock.advance(500);
  assert.deepEqual(told, [1, null]);
  await clock.advance(2500);
  assert.deepEqual(told, [2, null]);
  assert.equal(busy.sent.length, 1);
  answer();
  await settle();
  await clock.advance(2500);
  assert.equal(told[1], 3);
  monitor.stop();
  await settle();
  assert.deepEqual(clock.waiting, []);
});
