import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { originRule } from '../../background/connection/origin-rule.ts';
import { openSession } from '../support/session.ts';

/** What the pages of the extension have of its API, as far as this test asks it. */
declare const chrome: {
  declarativeNetRequest: {
    getSessionRules(): Promise<unknown[]>;
    updateSessionRules(change: { addRules?: object[]; removeRuleIds?: number[] }): Promise<void>;
  };
};

const session = await openSession();
after(session.close);
const intruders = [
  await session.openTab('known-amounts/'),
  await session.openTab(`${session.pages.replace('127.0.0.1', 'localhost')}known-amounts/`),
];
const { panel } = await session.inspect('known-amounts/');

/** The browser's socket with the secret part of its address, which no web page could know: the hardest case. */
const version = await (await fetch(`http://127.0.0.1:${session.port}/json/version`)).json();
const address: string = version.webSocketDebuggerUrl;
const withoutSecret = `ws://127.0.0.1:${session.port}/devtools/browser`;

const rules = () => panel.frame.evaluate(() => chrome.declarativeNetRequest.getSessionRules());

/** Runs in a page: whether a socket to this address opens. */
const opensSocket = (url: string) =>
  new Promise<boolean>(resolve => {
    const socket = new WebSocket(url);
    socket.onopen = () => {
      socket.close();
      resolve(true);
    };
    socket.onerror = () => resolve(false);
  });

async function assertLockedOut(): Promise<void> {
  for (const page of intruders)
    for (const target of [address, withoutSecret])
      assert.equal(await page.evaluate(opensSocket, target), false, `${page.url()} opened ${target}`);
}

async function disconnect(): Promise<void> {
  await panel.press('button', 'Full access');
  await panel.press('menuitem', 'Disconnect');
  await panel.find('button', 'Connect');
}

it('a web page is locked out before anybody connects', async () => {
  await assertLockedOut();
});

it('a web page is locked out while Heapscope connects', async () => {
  // In force for milliseconds by itself, so the test holds the very rule in force for as long as the pages take.
  const rule = originRule(session.port, session.extensionId);
  await panel.frame.evaluate(held => chrome.declarativeNetRequest.updateSessionRules({ addRules: [held] }), rule);
  assert.equal((await rules()).length, 1);
  const inside = await panel.frame.evaluate(opensSocket, address);
  assert.equal(inside, true, 'the rule lets the extension in, so it is in force');
  await assertLockedOut();
  await panel.frame.evaluate(id => chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id] }), rule.id);
});

it('a web page is locked out while Heapscope is connected, and no rule is in force then', async () => {
  await panel.connect(session.port);
  assert.deepEqual(await rules(), []);
  await assertLockedOut();
});

it('a web page is locked out after Heapscope has disconnected, and no rule is left', async () => {
  await disconnect();
  assert.deepEqual(await rules(), []);
  await assertLockedOut();
});
