import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { openGate } from '../support/gate.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession({ args: ['--host-resolver-rules=MAP other.test 127.0.0.1'] });
after(session.close);
/** All handshakes go through here, so that the relay's own can be made to last. */
const gate = await openGate(session.port);
after(gate.close);
const { page, panel } = await session.inspect('demo/');
const stranger = await session.openTab(session.pages.replace('127.0.0.1', 'other.test').concat('demo/'));
/** With the part that a browser keeps secret, and without. */
const endpoints = [await browserEndpoint(), `ws://127.0.0.1:${gate.port}/devtools/browser`];

describe('a web page that asks for the debugging socket', () => {
  it('is refused before Heapscope connects', () => allAreRefused());

  it('is refused while Heapscope connects and the rule for its own handshake is in force', async () => {
    const release = gate.holdNext();
    await panel.fill('spinbutton', 'Port', String(gate.port));
    await panel.press('button', 'Connect');
    await until("the relay's handshake", () => gate.handshakes.includes(null));
    assert.equal((await sessionRules()).length, 1);
    await allAreRefused();
    release();
    await panel.find('button', 'Full access');
  });

  it('is refused while Heapscope is connected', async () => {
    await allAreRefused();
    await panel.find('button', 'Full access');
  });

  it('is refused after Heapscope has disconnected', async () => {
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.find('button', 'Connect');
    await allAreRefused();
  });
});

/** The inspected page and one of another origin try, and the browser itself says no to both. */
async function allAreRefused(): Promise<void> {
  for (const each of [page, stranger]) {
    for (const endpoint of endpoints) {
      const asked = gate.handshakes.length;
      assert.equal(await tryToConnect(each, endpoint), 'refused', `${endpoint} from ${each.url()}`);
      assert.deepEqual(gate.handshakes.slice(asked), [new URL(each.url()).origin]);
    }
  }
}

/** What comes of a socket that a page opens to the browser's debugging endpoint. */
async function tryToConnect(from: Page, endpoint: string): Promise<'opened' | 'refused'> {
  return await from.evaluate(
    address =>
      new Promise<'opened' | 'refused'>(resolve => {
        const socket = new WebSocket(address);
        socket.onopen = () => {
          socket.close();
          resolve('opened');
        };
        socket.onerror = () => resolve('refused');
      }),
    endpoint,
  );
}

/** The address of the debugging socket as anybody on this computer may look it up. */
async function browserEndpoint(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${gate.port}/json/version`);
  const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
  return webSocketDebuggerUrl;
}

function sessionRules(): Promise<unknown[]> {
  return panel.frame.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
}
