import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { routesFor } from '../../../background/connection/capabilities.ts';
import { Listeners } from '../../../background/connection/listeners.ts';
import type { SessionId, Transport, TransportEvent } from '../../../background/connection/transport.ts';
import { ChildSessions } from '../../../background/targets/child-sessions.ts';
import { TabSession } from '../../../background/targets/tab-session.ts';
import { settle } from '../../support/manual-clock.ts';

const worker = { targetId: 'w', type: 'shared_worker', url: 'https://one.test/w.js', browserContextId: 'c', title: '' };

describe('a shared worker that is being attached to', () => {
  let attached: (() => void)[];
  let detached: string[];
  let appeared: string[];
  let fire: (method: string, params: object) => void;
  let children: ChildSessions;

  beforeEach(async () => {
    [attached, detached, appeared] = [[], [], []];
    const events = new Listeners<TransportEvent>();
    fire = (method, params) => events.call({ session: null, method, params });
    const transport: Transport = {
      send: async (_, method, params) => {
        if (method === 'Target.getTargetInfo')
          return { targetInfo: { url: 'https://one.test/', browserContextId: 'c' } };
        if (method === 'Target.getTargets') return { targetInfos: [worker] };
        if (method === 'Target.detachFromTarget') detached.push((params as { sessionId: string }).sessionId);
        if (method !== 'Target.attachToTarget') return {};
        const sessionId = `session ${attached.length}`;
        return await new Promise(resolve => attached.push(() => resolve({ sessionId })));
      },
      onEvent: listener => events.add(listener),
      onClose: () => () => {},
    };
    const leg = { transport, session: 'page' as SessionId };
    const page = new TabSession(routesFor(null, true), { socket: leg, debugger: null });
    children = new ChildSessions(
      page,
      transport,
      'page',
      async ({ info }) => {
        appeared.push(info.targetId);
      },
      () => {},
    );
    await children.follow();
    assert.equal(attached.length, 1);
  });

  it('appears', async () => {
    attached[0]?.();
    await settle();
    assert.deepEqual([appeared, detached], [['w'], []]);
    await children.release();
    assert.deepEqual(detached, ['session 0']);
  });

  it('is detached from when the tab was let go of meanwhile', async () => {
    await children.release();
    attached[0]?.();
    await settle();
    assert.deepEqual([appeared, detached], [[], ['session 0']]);
  });

  it('is detached from when the page went to another site meanwhile, and is there once when it comes back', async () => {
    const goTo = (url: string) => fire('Target.targetInfoChanged', { targetInfo: { targetId: 'page', url } });
    goTo('https://two.test/');
    await settle();
    goTo('https://one.test/');
    await settle();
    assert.equal(attached.length, 2);
    for (const answer of attached) answer();
    await settle();
    assert.deepEqual([appeared, detached], [['w'], ['session 1']]);
  });
});
