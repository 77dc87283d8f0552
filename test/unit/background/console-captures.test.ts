import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ConsoleCaptures, type ConsoleCapturesHost } from '../../../background/recorder/console-captures.ts';
import type { IsolateWatcher, TabIsolate, TabIsolates } from '../../../background/targets/tab-isolates.ts';
import { FakeSession } from '../../support/fake-session.ts';
import { settle } from '../../support/manual-clock.ts';

const isolate = (session: FakeSession) => ({ session }) as unknown as TabIsolate;

it('an isolate that has gone is not listened to any more, however many come and go while a panel is open', async () => {
  const page = new FakeSession();
  const watchers = new Set<IsolateWatcher>();
  const isolates = {
    present: [isolate(page)],
    watch: (watcher: IsolateWatcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  } as unknown as TabIsolates;
  const captures = new ConsoleCaptures(isolates, {} as ConsoleCapturesHost);
  captures.start();
  await settle();
  const session = new FakeSession();
  const worker = isolate(session);
  const [watcher] = watchers;
  await watcher?.appeared(worker);
  assert.equal(session.listenerCount, 2);
  watcher?.vanished(worker);
  assert.deepEqual([session.listenerCount, page.listenerCount], [0, 2]);
  captures.stop();
  assert.deepEqual([page.listenerCount, watchers.size], [0, 0]);
});
