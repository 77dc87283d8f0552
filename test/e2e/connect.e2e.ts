import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, describe, it } from 'node:test';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { launchWithExtension } from '../support/browser.ts';
import { errorText } from '../support/error-text.ts';
import { openGate } from '../support/gate.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('demo/');

/** As docked below a page on a laptop, and at its right. */
for (const [width, height] of [
  [1200, 350],
  [480, 620],
] as const)
  describe(`the first screen at ${width} × ${height}`, () => {
    it('says all of what access means for security', async () => {
      const before = panel.devtools.viewport();
      await panel.devtools.setViewport({ width, height });
      await until('the new size', async () => {
        const devtoolsIs = await panel.devtools.evaluate(wanted => innerHeight === wanted, height);
        return devtoolsIs && (await panel.frame.evaluate((w, h) => innerWidth === w && innerHeight < h, width, height));
      });
      const card = await panel.find('region', "Get full access to this tab's memory");
      const [whole, shown] = await card.evaluate(element => [element.scrollHeight, element.clientHeight]);
      assert.equal(shown, whole);
      const sentence = await card.waitForSelector('::-p-text(While connected, Heapscope can debug)');
      assert.ok(sentence);
      await sentence.scrollIntoView();
      assert.ok(await sentence.isIntersectingViewport({ threshold: 1 }));
      await panel.devtools.setViewport(before);
    });
  });

describe('a port that leads nowhere has its own sentence and next step', () => {
  it('when nothing listens on it', async () => {
    const port = await listen(createServer(), async free => free);
    await connectInVain(port, 'port-silent');
  });

  it('when something takes the question and stays silent', async () => {
    await listen(createServer(), port => connectInVain(port, 'port-silent'));
  });

  it('when another program answers', async () => {
    const program = createHttpServer((_, response) => response.end('<h1>Another program</h1>'));
    await listen(program, port => connectInVain(port, 'port-not-a-browser'));
  });

  it('when another program knows no such page, as a browser that asks its user says, too', async () => {
    const program = createHttpServer((_, response) => response.writeHead(404).end());
    await listen(program, port => connectInVain(port, 'port-not-a-browser'));
  });

  it('when it belongs to another browser, which is let go of', async t => {
    const other = await launchWithExtension();
    t.after(other.close);
    const gate = await openGate(other.port);
    t.after(gate.close);
    await connectInVain(gate.port, 'port-other-browser');
    assert.deepEqual(gate.handshakes, [null]);
    await until('the end of the connection', () => gate.open === 0);
  });
});

describe('the rule that takes the origin off the handshake', () => {
  it('is gone as soon as the connection stands, and stays so', async () => {
    await panel.connect(session.port);
    assert.deepEqual(await sessionRules(), []);
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.find('button', 'Connect');
    assert.deepEqual(await sessionRules(), []);
  });
});

describe('without a connection', () => {
  it('records what Chrome lets every extension have, and says what is missing and how to get it', async () => {
    await panel.press('button', 'Record');
    await panel.statusMatching(
      /^Recording without allocation sampling: that needs full access\. Press Connect to get it\./,
    );
    await panel.says(/Used heap [\d.]+ MB/);
    await panel.statusMatching(/DOM nodes/);
    await panel.press('button', 'Stop');
    await panel.find('button', /^Recording .* m?s · [\d.]+ [KM]?B$/);
  });

  it('lets nobody press what needs full access', async () => {
    for (const name of ['Heap snapshot', 'Collect garbage']) {
      const button = await panel.find('button', name);
      assert.ok(await button.evaluate(element => element.matches(':disabled')), name);
    }
  });

  it('says that a page of Chrome itself is off limits, and records the next one', async () => {
    await page.goto('chrome://version');
    await panel.press('button', 'Record');
    await panel.statusMatching(errorText('tab-not-attachable', { url: 'chrome://version/' }));
    await panel.find('button', 'Record');
    await page.goto(`${session.pages}demo/`);
    await panel.record();
  });
});

/** Presses Connect and waits for what the card says, and for the way back. */
async function connectInVain(port: number, code: ErrorCode): Promise<void> {
  await panel.fill('spinbutton', 'Port', String(port));
  await panel.press('button', 'Connect');
  await panel.find('alert', errorText(code, { port }));
  await panel.find('button', 'Connect');
}

/** Has a server on a free port while `use` runs, and gives it that port. */
async function listen<Result>(server: Server, use: (port: number) => Promise<Result>): Promise<Result> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', socket => sockets.add(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  }
}

function sessionRules(): Promise<unknown[]> {
  return panel.frame.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
}
