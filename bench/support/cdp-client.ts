import { WebSocket } from 'ws';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface CdpClientOptions {
  /** Whether compression is offered to the browser, as `ws` does by itself. */
  readonly perMessageDeflate?: boolean;
  /** Sees each message first, with the time of its arrival; `true` means that it is dealt with and need not be parsed. */
  readonly intercept?: (message: Buffer) => boolean;
}

/** A plain client of a browser's debugging port, with one session on one page: the other side of our measurements. */
export class CdpClient {
  readonly #pending = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #lastId = 0;
  #session: string | undefined;

  private constructor(private readonly socket: WebSocket) {}

  /** Connects and attaches to the page of this address. */
  static async attach(port: number, pageUrl: string, options: CdpClientOptions = {}): Promise<CdpClient> {
    const version = (await (await fetch(`http://127.0.0.1:${port}/json/version`)).json()) as {
      webSocketDebuggerUrl: string;
    };
    const { perMessageDeflate = true, intercept = () => false } = options;
    const socket = new WebSocket(version.webSocketDebuggerUrl, { perMessageDeflate, maxPayload: 2 ** 30 });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const client = new CdpClient(socket);
    socket.on('message', (message: Buffer) => {
      if (!intercept(message)) client.#receive(JSON.parse(message.toString()));
    });
    await client.#attach(pageUrl);
    return client;
  }

  /** Extensions of WebSocket that both sides agreed on. */
  get extensions(): string {
    return this.socket.extensions || 'none';
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#lastId;
    return await new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.socket.send(JSON.stringify({ id, method, params, sessionId: this.#session }));
    });
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.socket.once('close', resolve));
    this.socket.close();
    await closed;
  }

  async #attach(pageUrl: string): Promise<void> {
    const { targetInfos } = (await this.send('Target.getTargets')) as {
      targetInfos: { targetId: string; url: string }[];
    };
    const target = targetInfos.find(({ url }) => url === pageUrl);
    if (!target) throw new Error(`The browser has no page ${pageUrl}.`);
    const params = { targetId: target.targetId, flatten: true };
    const { sessionId } = (await this.send('Target.attachToTarget', params)) as { sessionId: string };
    this.#session = sessionId;
  }

  #receive({ id, result, error }: Message): void {
    if (id === undefined) return;
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }
}
