/**
 * What the two halves of the background ask of each other. The service worker forwards commands and debugger events to the relay;
 * the relay asks the service worker for the extension APIs that only a service worker has.
 */

import type { ErrorReport } from '../src/errors/heapscope-error.ts';
import type { Answer, CommandName, CommandParams, ExportedFile, TabId } from '../src/messages/contract.ts';

/** Service worker → relay. */
export type RelayMessage =
  | {
      readonly to: 'relay';
      readonly kind: 'command';
      readonly command: CommandName;
      readonly params: CommandParams<CommandName>;
    }
  | {
      readonly to: 'relay';
      readonly kind: 'debugger-event';
      readonly tabId: TabId;
      readonly method: string;
      readonly params: unknown;
    }
  | { readonly to: 'relay'; readonly kind: 'debugger-detached'; readonly tabId: TabId; readonly reason: string }
  | { readonly to: 'relay'; readonly kind: 'background-restarted' };

/** For each service of the service worker, what it takes and what it answers. */
export interface Services {
  /** The CDP target id of a tab's page; null when Chrome lists none. */
  'find-target': { params: { tabId: TabId }; answer: FoundTarget | null };
  'debugger-attach': { params: { tabId: TabId }; answer: null };
  'debugger-detach': { params: { tabId: TabId }; answer: null };
  'debugger-send': { params: { tabId: TabId; method: string; params: object | undefined }; answer: unknown };
  'allow-socket': { params: { port: number }; answer: null };
  'forbid-socket': { params: Record<never, never>; answer: null };
  download: { params: { url: string; fileName: string; bytes: number }; answer: ExportedFile };
}
export type ServiceName = keyof Services;

export interface FoundTarget {
  readonly id: string;
  readonly url: string;
}

export type ServiceMessage = {
  [Name in ServiceName]: { readonly to: 'service'; readonly service: Name; readonly params: Services[Name]['params'] };
}[ServiceName];

export type ServiceAnswer<Name extends ServiceName> =
  | { readonly ok: true; readonly value: Services[Name]['answer'] }
  | { readonly ok: false; readonly error: ErrorReport };

/** How the relay calls a service. Throws the error of the other side, whole. */
export type CallService = <Name extends ServiceName>(
  name: Name,
  params: Services[Name]['params'],
) => Promise<Services[Name]['answer']>;

/** What the relay page calls on its worker. */
export interface RelayWorker {
  command(name: CommandName, params: CommandParams<CommandName>): Promise<Answer<CommandName>>;
  debuggerEvent(tabId: TabId, method: string, params: unknown): void;
  debuggerDetached(tabId: TabId, reason: string): void;
  backgroundRestarted(): void;
}
