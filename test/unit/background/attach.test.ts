import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { BrowserConnection } from '../../../background/connection/browser-connection.ts';
import type { CallService, Services } from '../../../background/messages.ts';
import { Attacher } from '../../../background/targets/attach.ts';
import { HeapscopeError } from '../../../src/errors/heapscope-error.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';

/** An older browser without the socket: `chrome.debugger` lets everything through but the heap profiler. */
describe('attaching through chrome.debugger', () => {
  let clock: ManualClock;
  let calls: string[];
  let answer: (method: string) => Promise<unknown>;
  let attaching: Promise<void>;
  let attacher: Attacher;

  beforeEach(() => {
    clock = new ManualClock();
    calls = [];
    attaching = Promise.resolve();
    answer = async method => {
      if (method.startsWith('HeapProfiler.')) throw new HeapscopeError('protocol-error', { method, message: 'no' });
      return {};
    };
    const callService = async (name: keyof Services, params: object) => {
      calls.push(name);
      if (name === 'debugger-attach') await attaching;
      return name === 'debugger-send' ? await answer((params as { method: string }).method) : null;
    };
    const host = {
      clock,
      callService: callService as CallService,
      fetch: () => Promise.reject(new Error('no port')),
      openSocket: () => assert.fail('no socket'),
    };
    attacher = new Attacher(new BrowserConnection(host), host.callService, clock);
  });

  const times = (name: string) => calls.filter(call => call === name).length;

  it('asks once what the browser lets through', async () => {
    await Promise.all([attacher.probeDebugger(1), attacher.probeDebugger(1)]);
    await attacher.probeDebugger(2);
    assert.deepEqual([times('debugger-attach'), times('debugger-detach')], [1, 1]);
    assert.deepEqual(attacher.routes, { HeapProfiler: 'unavailable', Profiler: 'debugger', Runtime: 'debugger' });
  });

  it('learns nothing from a tab that goes away while it asks, and asks the next', async () => {
    const whole = answer;
    answer = async () => {
      attacher.debuggerDetached(1, 'target_closed');
      throw new HeapscopeError('session-closed', { method: 'Profiler.enable' });
    };
    await assert.rejects(attacher.probeDebugger(1), { code: 'session-closed' });
    answer = whole;
    await attacher.probeDebugger(2);
    assert.equal(attacher.routes.Runtime, 'debugger');
  });

  it('keeps the one debugger of a tab for as long as somebody uses it', async () => {
    await attacher.probeDebugger(1);
    calls = [];
    const [recording, snapshot] = [await attacher.attach(1), await attacher.attach(1)];
    await snapshot.release();
    assert.deepEqual([times('debugger-attach'), times('debugger-detach')], [1, 0]);
    assert.deepEqual(await recording.session.send('Runtime.enable'), {});
    await recording.release();
    assert.equal(times('debugger-detach'), 1);
  });

  it('attaches once for two who ask at the same time', async () => {
    await attacher.probeDebugger(1);
    calls = [];
    const [recording, snapshot] = await Promise.all([attacher.attach(1), attacher.attach(1)]);
    assert.equal(times('debugger-attach'), 1);
    await snapshot.release();
    assert.deepEqual(await recording.session.send('Runtime.enable'), {});
    await recording.release();
    assert.equal(times('debugger-detach'), 1);
  });

  it('tells everybody who waits why a tab cannot be attached to, and tries anew after that', async () => {
    await attacher.probeDebugger(1);
    attaching = Promise.reject(new HeapscopeError('tab-taken'));
    const asked = await Promise.allSettled([attacher.attach(1), attacher.attach(1)]);
    for (const outcome of asked) assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'tab-taken');
    attaching = Promise.resolve();
    assert.deepEqual(await (await attacher.attach(1)).session.send('Runtime.enable'), {});
  });

  it('gives nobody a debugger that Chrome detached while it attached', async () => {
    await attacher.probeDebugger(1);
    let attached = () => {};
    attaching = new Promise(resolve => {
      attached = resolve;
    });
    const waiting = assert.rejects(attacher.attach(1), { code: 'debugger-cancelled' });
    await settle();
    attacher.debuggerDetached(1, 'canceled_by_user');
    attached();
    attaching = Promise.resolve();
    await waiting;
    assert.deepEqual(await (await attacher.attach(1)).session.send('Runtime.enable'), {});
  });

  it('does not detach what was attached anew after Chrome had detached it', async () => {
    const cancelled = await attacher.attach(1);
    attacher.debuggerDetached(1, 'canceled_by_user');
    assert.equal(cancelled.session.endReason, 'debugger-cancelled');
    const next = await attacher.attach(1);
    calls = [];
    await cancelled.release();
    assert.equal(times('debugger-detach'), 0);
    assert.deepEqual(await next.session.send('Runtime.enable'), {});
  });

  it('gives up on a page that never answers', async () => {
    const { session } = await attacher.attach(1);
    answer = () => new Promise(() => {});
    const stuck = assert.rejects(session.send('Profiler.stop'), { code: 'command-timeout' });
    await clock.advance(180_000);
    await stuck;
  });
});
