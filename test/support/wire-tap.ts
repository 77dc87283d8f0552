import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { Traffic } from './traffic.ts';

/** A debugging port that is another browser's: whatever passes through it is noted. */
export interface WireTap {
  /** Where to connect to instead of the browser's own port. */
  readonly port: number;
  readonly traffic: Traffic;
  close(): Promise<void>;
}

/** Listens on a free port and hands on everything between whoever connects and the browser on `browserPort`. */
export async function tapWire(browserPort: number): Promise<WireTap> {
  const traffic = new Traffic();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const server = createServer((request, response) => void answer(request, response, browserPort));
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    sockets.handleUpgrade(request, stream, head, client =>
      join(client, `ws://127.0.0.1:${browserPort}${request.url ?? ''}`, traffic),
    );
  });
  const port = await listen(server);
  return {
    port,
    traffic,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** Answers as the browser does, but says that the socket is here. */
async function answer(request: IncomingMessage, response: ServerResponse, browserPort: number): Promise<void> {
  const own = request.headers.host ?? '';
  const asked = await fetch(`http://127.0.0.1:${browserPort}${request.url ?? '/'}`).catch(() => null);
  const text = (await asked?.text()) ?? '';
  response.writeHead(asked?.status ?? 502, { 'content-type': 'application/json' });
  response.end(text.replaceAll(`127.0.0.1:${browserPort}`, own));
}

function join(client: WebSocket, url: string, traffic: Traffic): void {
  // The largest messages are chunks of a snapshot, but coverage and profiles of a whole page come in one piece.
  const browser = new WebSocket(url, { perMessageDeflate: false, maxPayload: 1024 ** 3 });
  const waiting: string[] = [];
  browser.on('open', () => {
    for (const text of waiting.splice(0)) browser.send(text);
  });
  client.on('message', data => {
    const text = String(data);
    traffic.sent(JSON.parse(text));
    if (browser.readyState === WebSocket.OPEN) browser.send(text);
    else waiting.push(text);
  });
  browser.on('message', data => {
    const text = String(data);
    traffic.received(JSON.parse(text));
    client.send(text);
  });
  const end = () => {
    client.close();
    browser.close();
  };
  for (const socket of [client, browser]) socket.on('close', end).on('error', end);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the tap has no port'));
      else resolve(address.port);
    });
  });
}
