import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { routesFor } from '../../../background/connection/capabilities.ts';
import { type AttachHost, type Attachment, SharedAttachments } from '../../../background/targets/shared-attachments.ts';
import { TabIsolates } from '../../../background/targets/tab-isolates.ts';
import { TabSession } from '../../../background/targets/tab-session.ts';
import type { DomainRoutes } from '../../../src/messages/contract.ts';

class Host implements AttachHost {
  routes: DomainRoutes = routesFor(new Set(['Runtime']), true);
  attached = 0;
  released = 0;

  async attach(): Promise<Attachment> {
    this.attached += 1;
    const session = new TabSession(this.routes, { socket: null, debugger: null });
    const release = async () => {
      this.released += 1;
    };
    return { session, isolates: new TabIsolates(session, null), routes: this.routes, release };
  }
}

describe('attachments to a tab', () => {
  let host: Host;
  let attachments: SharedAttachments;

  beforeEach(() => {
    host = new Host();
    attachments = new SharedAttachments(host);
  });

  it('are shared, and detached when the last user is done', async () => {
    const [recording, snapshot] = await Promise.all([attachments.lease(1), attachments.lease(1)]);
    assert.equal(recording.session, snapshot.session);
    await snapshot.release();
    await snapshot.release();
    assert.deepEqual([host.attached, host.released], [1, 0]);
    await recording.release();
    assert.equal(host.released, 1);
    const next = await attachments.lease(1);
    assert.notEqual(next.session, recording.session);
  });

  it('are taken and released again and again without leaving anything with the session', async () => {
    const recording = await attachments.lease(1);
    let listeners = 0;
    const { onClose } = recording.session;
    recording.session.onClose = listener => {
      listeners += 1;
      return onClose.call(recording.session, listener);
    };
    for (let look = 0; look < 100; look++) await (await attachments.lease(1)).release();
    assert.equal(listeners, 0);
  });

  it('are one for each tab', async () => {
    const [one, other] = [await attachments.lease(1), await attachments.lease(2)];
    assert.notEqual(one.session, other.session);
  });

  it('are made anew when the session has ended', async () => {
    const crashed = await attachments.lease(1);
    crashed.session.end('tab-crashed');
    const next = await attachments.lease(1);
    assert.notEqual(next.session, crashed.session);
  });

  it('are made anew when the domains go another way now, as after connecting', async () => {
    host.routes = routesFor(new Set(['Runtime']), false);
    const limited = await attachments.lease(1);
    host.routes = routesFor(new Set(['Runtime']), true);
    const full = await attachments.lease(1);
    assert.notEqual(full.session, limited.session);
    await limited.release();
    assert.equal((await attachments.lease(1)).session, full.session);
  });

  it('stay for whoever takes them while the last user lets go', async () => {
    const recording = await attachments.lease(1);
    const snapshot = attachments.lease(1);
    await recording.release();
    assert.equal((await snapshot).session, recording.session);
    assert.equal(host.released, 0);
  });

  it('are one also for two who ask at once after the ways have changed', async () => {
    host.routes = routesFor(new Set(['Runtime']), false);
    await attachments.lease(1);
    host.routes = routesFor(new Set(['Runtime']), true);
    const [recording, snapshot] = await Promise.all([attachments.lease(1), attachments.lease(1)]);
    assert.equal(recording.session, snapshot.session);
  });

  it('tell an attaching that failed to everybody who waits, and try again for the next', async () => {
    const attach = host.attach.bind(host);
    host.attach = () => Promise.reject(new Error('no such tab'));
    const both = await Promise.allSettled([attachments.lease(1), attachments.lease(1)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    host.attach = attach;
    assert.ok(await attachments.lease(1));
  });
});
