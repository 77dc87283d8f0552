import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, describe, it } from 'node:test';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { catalogue } from '../../src/errors/catalogue.ts';
import { launchWithExtension } from '../support/browser.ts';
import { openSession } from '../support/session.ts';

const session = await openSession();
after(session.close);
const { page, panel } = await session.inspect('demo/');

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The sentence and the advice of an error, with the port filled in, as the panel shows them. */
function textOf(code: ErrorCode, port: number): RegExp {
  const { sentence, advice } = catalogue[code];
  return new RegExp(escaped(`${sentence} ${advice}`.replaceAll('{port}', String(port))));
}

async function failsWith(code: ErrorCode, port: number): Promise<void> {
  await panel.fill('spinbutton', 'Port', String(port));
  await panel.press('button', 'Connect');
  await panel.find('alert', textOf(code, port));
  await panel.find('button', 'Connect');
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('a port that leads nowhere has its own sentence and next step', () => {
  it('when nothing listens on it', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise(resolve => server.close(resolve));
    await failsWith('port-silent', port);
  });

  it('when another program answers', async t => {
    const server = createHttpServer((_, response) => response.end('hello'));
    t.after(() => server.close());
    await failsWith('port-not-a-browser', await listening(server));
  });

  it('when another program knows no such page', async t => {
    const server = createHttpServer((_, response) => response.writeHead(404).end());
    t.after(() => server.close());
    await failsWith('port-not-a-browser', await listening(server));
  });

  it('when something takes the question and stays silent', async t => {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer(socket => sockets.add(socket));
    t.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await failsWith('port-silent', await listening(server));
  });

  it('when it belongs to another browser', async t => {
    const other = await launchWithExtension();
    t.after(other.close);
    await failsWith('port-other-browser', other.port);
  });
});

describe('without a connection', () => {
  it('what Chrome lets every extension do is recorded, and the panel says what is not', async () => {
    await panel.press('button', 'Record');
    await panel.statusMatching(/Recording without allocation sampling: that needs full access/);
    await panel.statusMatching(/DOM nodes/);
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record');
  });

  it('what needs full access cannot be pressed', async () => {
    for (const name of ['Heap snapshot', 'Collect garbage']) {
      const button = await panel.find('button', name);
      assert.ok(await button.evaluate(element => element.matches(':disabled')), name);
    }
  });

  it('a page of Chrome itself is off limits, in a sentence', async () => {
    await page.goto('chrome://version');
    await panel.press('button', 'Record');
    await panel.statusMatching(/Chrome does not let extensions debug this page \(chrome:\/\/version\/?\)/);
    await page.goto(`${session.pages}demo/`);
    await panel.press('button', 'Record');
    await panel.find('button', 'Stop');
    await panel.press('button', 'Stop');
    await panel.find('button', 'Record');
  });
});
