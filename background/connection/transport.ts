import type { ErrorCode } from '../../src/errors/catalogue.ts';

/** Names one debugging session within a transport; opaque to everybody else. */
export type SessionId = string & { readonly sessionId: unique symbol };

export interface TransportEvent {
  readonly session: SessionId | null;
  readonly method: string;
  readonly params: unknown;
}

/** One way to reach the browser. Sessions of all tabs share it. */
export interface Transport {
  /**
   * Settles with the browser's answer.
   * @throws HeapscopeError `protocol-error` when the browser refuses, `session-closed` when the way ends first,
   *   `command-timeout` when the session stays silent.
   */
  send(session: SessionId | null, method: string, params?: object): Promise<unknown>;
  onEvent(listener: (event: TransportEvent) => void): () => void;
  /** Calls `listener` once with the reason, when nothing can be sent any more. */
  onClose(listener: (reason: ErrorCode) => void): () => void;
}
