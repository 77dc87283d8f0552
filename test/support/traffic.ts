/** What is noted of one command or event, over all the times it passed. */
export interface Passed {
  /** Names of the parameters that were there at least once. */
  readonly parameters: Set<string>;
  /** Types of the targets it went to or came from: `page`, `worker` … */
  readonly targets: Set<string>;
  /** How often an event came, or a command was answered without an error. */
  count: number;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly error?: object;
}

/** Commands and events that passed between a client and a browser, by method. */
export class Traffic {
  readonly passed = new Map<string, Passed>();
  readonly #kept = new Map<string, Readonly<Record<string, unknown>>[]>();
  readonly #waiting = new Map<string, Message>();
  readonly #targets = new Map<string, string>();

  /** Keeps the parameters of every such event from now on. */
  keep(method: string): readonly Readonly<Record<string, unknown>>[] {
    const events: Readonly<Record<string, unknown>>[] = [];
    this.#kept.set(method, events);
    return events;
  }

  sent(message: Message): void {
    this.#waiting.set(keyOf(message), message);
  }

  /** A command counts when it was answered: one that the browser refuses has not been used. */
  received(message: Message): void {
    if (message.id === undefined) return this.#event(message);
    const command = this.#waiting.get(keyOf(message));
    this.#waiting.delete(keyOf(message));
    if (command && !message.error) this.#note(command);
  }

  #event(message: Message): void {
    const { method = '', params = {} } = message;
    if (method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = params as { sessionId: string; targetInfo: { type: string } };
      this.#targets.set(sessionId, targetInfo.type);
    }
    this.#kept.get(method)?.push(params);
    this.#note(message);
  }

  #note({ method = '', params = {}, sessionId = '' }: Message): void {
    const known = this.passed.get(method);
    const passed = known ?? { parameters: new Set(), targets: new Set(), count: 0 };
    if (!known) this.passed.set(method, passed);
    passed.count++;
    passed.targets.add(this.#targets.get(sessionId) ?? 'browser');
    for (const name of Object.keys(params)) passed.parameters.add(name);
  }
}

const keyOf = ({ id, sessionId = '' }: Message): string => `${sessionId} ${id}`;
