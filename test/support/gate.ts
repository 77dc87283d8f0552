import { connect, createServer, type Socket } from 'node:net';

/** A door in front of a debugging port: passes everything on, notes who asks for a WebSocket, and can make one wait. */
export interface Gate {
  readonly port: number;
  /** The origin of each WebSocket handshake so far, null for none. */
  readonly handshakes: readonly (string | null)[];
  /** How many sockets of a handshake are open now. */
  readonly open: number;
  /** Makes the next handshake wait until the returned function is called. */
  holdNext(): () => void;
  close(): Promise<void>;
}

export async function openGate(debuggingPort: number): Promise<Gate> {
  const handshakes: (string | null)[] = [];
  const clients = new Set<Socket>();
  let open = 0;
  let nextMayPass = Promise.resolve();

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
      handshakes.push(/^origin: (.*)\r$/im.exec(request)?.[1] ?? null);
      open += 1;
      client.on('close', () => {
        open -= 1;
      });
      const mayPass = nextMayPass;
      nextMayPass = Promise.resolve();
      void mayPass.then(() => pass(client, head));
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
    holdNext() {
      let release = () => {};
      nextMayPass = new Promise(resolve => {
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
