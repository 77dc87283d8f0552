import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, describe, it } from 'node:test';
import { launchWithExtension } from '../support/browser.ts';
import { openGate } from '../support/gate.ts';
import { openSession } from '../support/session.ts';
import { until } from '../support/until.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('demo/');

describe('connecting to the wrong port', () => {
  it('says that nothing answers where nothing listens', async () => {
    const port = await listen(createServer(), async port => port);
    await connectInVain(port, `Nothing answers on port ${port} of this computer: remote debugging is not switched on.`);
  });

  it('says so too where somebody listens and stays silent', async () => {
    await listen(createServer(), async port => {
      await connectInVain(port, `Nothing answers on port ${port} of this computer`);
    });
  });

  it('tells another program from a browser', async () => {
    const program = createHttpServer((_, response) => response.end('<h1>Another program</h1>'));
    await listen(program, async port => {
      await connectInVain(port, `Port ${port} belongs to another program`);
    });
  });

  it('tells another browser from its own, and hangs up', async () => {
    const other = await launchWithExtension();
    const gate = await openGate(other.port);
    try {
      await connectInVain(gate.port, `Port ${gate.port} belongs to another browser`);
      assert.deepEqual(gate.handshakes, [null]);
      await until('the end of the connection', () => gate.open === 0);
    } finally {
      await gate.close();
      await other.close();
    }
  });
});

describe('the rule that takes the origin off the handshake', () => {
  it('is gone as soon as the connection stands, and after it', async () => {
    await panel.connect(session.port);
    assert.deepEqual(await sessionRules(), []);
    await panel.press('button', 'Full access');
    await panel.press('menuitem', 'Disconnect');
    await panel.find('button', 'Connect');
    assert.deepEqual(await sessionRules(), []);
  });
});

describe('without a connection', () => {
  it('records what Chrome lets an extension have, and says what is missing and how to get it', async () => {
    await panel.press('button', 'Record');
    await panel.statusMatching(
      /^Recording without allocation sampling: that needs full access\. Press Connect to get it\./,
    );
    await until('heap usage', async () => /Used heap [\d.]+ MB/.test(await panel.text()));
    await panel.press('button', 'Stop');
    await panel.find('button', /^Recording .* m?s$/);
  });

  it('says that Chrome keeps a page of its own to itself', async () => {
    await page.goto('chrome://version');
    await panel.press('button', 'Record');
    await panel.statusMatching(/^Chrome does not let extensions debug this page \(chrome:\/\/version\/\)\./);
    await panel.find('button', 'Record');
  });
});

/** Presses Connect and waits for the sentence and for the way back. */
async function connectInVain(port: number, sentence: string): Promise<void> {
  await panel.fill('spinbutton', 'Port', String(port));
  await panel.press('button', 'Connect');
  await until(sentence, async () => (await panel.text()).includes(sentence));
  await panel.find('button', 'Connect');
}

/** Has a server on a free port while `use` runs, and gives that port. */
async function listen<Result>(server: Server, use: (port: number) => Promise<Result>): Promise<Result> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', socket => sockets.add(socket));
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
