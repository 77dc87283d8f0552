import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';

export type CommandName = keyof ProtocolMapping.Commands;
export type CommandParams<Name extends CommandName> = ProtocolMapping.Commands[Name]['paramsType'];
export type CommandResult<Name extends CommandName> = ProtocolMapping.Commands[Name]['returnType'];
export type EventName = keyof ProtocolMapping.Events;
export type EventParams<Name extends EventName> = ProtocolMapping.Events[Name][0];

/**
 * One attached target (an isolate of the inspected tab), whichever transport reaches it.
 * Instruments, the CLI and a test's fake browser see nothing but this.
 */
export interface TargetSession {
  /**
   * Sends a command and settles with its result.
   * @throws HeapscopeError `protocol-error` when the browser refuses, `session-closed` when the session ends first.
   */
  send<Name extends CommandName>(method: Name, ...params: CommandParams<Name>): Promise<CommandResult<Name>>;
  /** Calls `listener` for every such event of this session, until the returned function is called. */
  on<Name extends EventName>(event: Name, listener: (params: EventParams<Name>) => void): () => void;
  /** Calls `listener` once when the session has ended (tab closed, crashed, detached, socket gone). */
  onClose(listener: () => void): () => void;
}
