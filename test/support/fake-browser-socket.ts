/** A WebSocket whose other end is the test. */
export class FakeBrowserSocket {
  readonly sent: { id: number; method: string; params?: unknown; sessionId?: string }[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  closed = false;
  readonly #answers = new Map<string, unknown>();

  constructor(readonly url: string) {}

  /** What commands of this name are answered from now on, at once. */
  answer(method: string, result: unknown): this {
    this.#answers.set(method, result);
    return this;
  }

  send(text: string): void {
    const message = JSON.parse(text);
    this.sent.push(message);
    const result = this.#answers.get(message.method);
    if (result !== undefined) queueMicrotask(() => this.receive({ id: message.id, result }));
  }

  receive(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  close(): void {
    this.closed = true;
  }
}
