import { connect, createServer, type Socket } from 'node:net';

/**
 * A door in front of a debugging port: passes everything on, notes who asks for a WebSocket,
 * and can make those wait who ask without an origin, as our own relay does.
 */
export interface Gate {
  readonly port: number;
  /** The origin of each WebSocket handshake so far, null for none. */
  readonly handshakes: readonly (string | null)[];
  /** How many sockets of a handshake are open now. */
  readonly open: number;
  /** Makes handshakes without an origin wait until the returned function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

export async function openGate(debuggingPort: number): Promise<Gate> {
  const handshakes: (string | null)[] = [];
  const clients = new Set<Socket>();
  let open = 0;
  let released = Promise.resolve();

  const pass = (client: Socket, head: Buffer) => {
    const browser = connect(debuggingPort, '127.0.0.1');
    clients.add(client).add(browser);
    browser.write(head);
    client.pipe(browser).pipe(client);
    for (const [end, other] of [
      [client, browser],
      [browser, client],
    ] as const) {
      end.on('error', () => end.destroy());
      end.on('close', () => other.destroy());
    }
  };
  const server = createServer(client => {
    client.once('data', head => {
      client.pause();
      const request = head.toString('latin1');
      if (!/^upgrade: websocket\r$/im.test(request)) return pass(client, head);
      const origin = /^origin: (.*)\r$/im.exec(request)?.[1] ?? null;
      handshakes.push(origin);
      open += 1;
      client.on('close', () => {
        open -= 1;
      });
      void (origin === null ? released : Promise.resolve()).then(() => pass(client, head));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  return {
    port: address.port,
    handshakes,
    get open() {
      return open;
    },
    hold() {
      let release = () => {};
      released = new Promise(resolve => {
        release = resolve;
      });
      return release;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of clients) socket.destroy();
      }),
  };
}
