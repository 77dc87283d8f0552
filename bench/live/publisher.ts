/** Runs in the service worker: publishes a recording that nobody makes, on the channels and in the shape the relay does. */
import { type CaptureSummary, freshCapture } from '../../src/captures/capture-summary.ts';
import {
  type CommandMessage,
  type Published,
  type PublishedRows,
  rowsChannelName,
  stateChannelName,
  type TabId,
} from '../../src/messages/contract.ts';
import {
  defaultRecording,
  defaultTimeline,
  instrumentsOf,
  type RecordingOptions,
} from '../../src/recording/options.ts';
import type { Row } from '../../src/recording/rows.ts';
import { epochMilliseconds, milliseconds } from '../../src/units.ts';
import { SyntheticSampling, SyntheticTimeline, syntheticUsage } from '../support/synthetic-rows.ts';
import { type Load, updateMark } from './load.ts';

interface Source {
  first(): Row;
  next(): Row;
}

export class Publisher {
  readonly #state = new BroadcastChannel(stateChannelName);
  readonly #rows = new BroadcastChannel(rowsChannelName);
  #source: Source = new SyntheticSampling(1);
  #captureId = '';
  #updates = 0;
  #rowCount = 0;

  /** Settles when the panel's analysis has been given everything so far. */
  async begin(tabId: TabId, load: Load): Promise<void> {
    const captureId = crypto.randomUUID();
    const options: RecordingOptions =
      load.kind === 'tree' ? defaultRecording : { ...defaultRecording, sampling: null, timeline: defaultTimeline };
    this.#source = load.kind === 'tree' ? new SyntheticSampling(load.nodes) : new SyntheticTimeline(load.fragments);
    this.#captureId = captureId;
    this.#updates = 0;
    this.#rowCount = 0;
    const asked = nextReader();
    this.#announce(tabId, captureId, options);
    const usage = Array.from({ length: 100 }, (_, index) => syntheticUsage(index * 10));
    this.#publish([this.#source.first(), ...usage], await asked);
  }

  /** Publishes `count` updates, `pause` milliseconds apart. */
  async update(count: number, pause: number): Promise<void> {
    for (let update = 0; update < count; update++) {
      this.#updates++;
      performance.mark(updateMark);
      this.#publish([this.#source.next(), syntheticUsage(1000 + this.#updates * pause)], null);
      await new Promise(resolve => setTimeout(resolve, pause));
    }
    performance.mark(updateMark);
  }

  #publish(rows: readonly Row[], reader: string | null): void {
    const message: PublishedRows = { captureId: this.#captureId, first: this.#rowCount, rows, reader };
    this.#rowCount += rows.length;
    this.#rows.postMessage(message);
  }

  #announce(tabId: TabId, captureId: string, options: RecordingOptions): void {
    const startedAt = epochMilliseconds(Date.now());
    const instruments = instrumentsOf(options);
    const capture: CaptureSummary = {
      ...freshCapture,
      id: captureId,
      kind: 'recording',
      title: 'Synthetic',
      host: 'bench',
      url: 'https://bench.example/',
      startedAt,
      duration: milliseconds(0),
      instruments,
      options,
      files: [],
      state: { kind: 'running' },
    };
    const publish = (message: Published) => this.#state.postMessage(message);
    publish({ kind: 'captures', captures: [capture] });
    publish({
      kind: 'state',
      tabId,
      state: {
        connection: { kind: 'connected', port: 9222, mode: 'port-flag', browser: 'bench' },
        domains: { HeapProfiler: 'socket', Profiler: 'socket', Runtime: 'socket' },
        isolates: [],
        recording: { captureId, startedAt, options, instruments, phase: 'running' },
        snapshot: null,
        notice: null,
      },
    });
  }
}

/** The name under which the panel's analysis next asks to be brought up to date. */
function nextReader(): Promise<string> {
  return new Promise(resolve => {
    const listener = (message: CommandMessage) => {
      if (message.command !== 'catch-up') return;
      chrome.runtime.onMessage.removeListener(listener);
      resolve(message.params.reader);
    };
    chrome.runtime.onMessage.addListener(listener);
  });
}

Object.assign(globalThis, { publisher: new Publisher() });
