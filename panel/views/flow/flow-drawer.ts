import { type ReadonlySignal, signal } from '@preact/signals';
import * as Comlink from 'comlink';
import type { WeightUnit } from '../../../src/calltree/call-tree.ts';
import { type ErrorReport, reportOf } from '../../../src/errors/heapscope-error.ts';
import { boxesOf, edgeText, edgeTextSize } from '../../../src/flow/flow-boxes.ts';
import { type FlowLayout, layoutText } from '../../../src/flow/flow-layout.ts';
import type { LaidOutFlow } from '../../../src/flow/flow-svg.ts';
import type { FlowAnswer, FlowLayouter, FlowRequest } from '../../analysis/flow-contract.ts';
import type { Outcome } from '../../outcome.ts';
import { flowTexts } from './flow-texts.ts';

/** A flow graph as it is drawn. */
export interface DrawnFlow extends LaidOutFlow {
  readonly unit: WeightUnit;
  /** What each graph of the picture is called; empty where there is only one. */
  readonly graphs: readonly string[];
}

export interface FlowWish {
  readonly request: FlowRequest;
  readonly sizeByLocal: boolean;
}

export type FlowDrawing =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'drawn'; readonly flow: DrawnFlow }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

/** A picture that moves on its own cannot be read: while data keeps coming, a new one is drawn only so often, in milliseconds. */
const liveEvery = 2000;

/** Draws the wanted flow graph, one at a time: a wish that comes meanwhile takes the place of the one that waits. */
export class FlowDrawer {
  readonly #drawing = signal<FlowDrawing>({ kind: 'waiting' });
  readonly #worker = new Worker('flow-layout-worker.js', { type: 'module', name: 'Heapscope flow graphs' });
  readonly #layouter = Comlink.wrap<FlowLayouter>(this.#worker);
  #laidOut: { text: string; outcome: Outcome<FlowLayout> } | null = null;
  #wish: FlowWish | null = null;
  #isDrawing = false;
  #isClosed = false;
  #drawnAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (request: FlowRequest) => Promise<Outcome<FlowAnswer | null>>) {
    this.#worker.onerror = ({ message }) => this.#show({ kind: 'failed', error: reportOf(new Error(message)) });
  }

  get drawing(): ReadonlySignal<FlowDrawing> {
    return this.#drawing;
  }

  /** @param when `at once` for what a person did, `in time` for data that keeps coming. */
  draw(wish: FlowWish, when: 'at once' | 'in time'): void {
    this.#wish = wish;
    clearTimeout(this.#timer);
    const wait = when === 'at once' ? 0 : this.#drawnAt + liveEvery - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => void this.#run(), wait);
    else void this.#run();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#worker.terminate();
  }

  async #run(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    for (let wish = this.#take(); wish; wish = this.#take()) this.#show(await this.#drawn(wish));
    this.#isDrawing = false;
  }

  #take(): FlowWish | null {
    const wish = this.#isClosed ? null : this.#wish;
    this.#wish = null;
    return wish;
  }

  #show(drawing: FlowDrawing): void {
    if (this.#isClosed) return;
    this.#drawnAt = performance.now();
    this.#drawing.value = drawing;
  }

  async #drawn({ request, sizeByLocal }: FlowWish): Promise<FlowDrawing> {
    const answer = await this.ask(request);
    if (!answer.ok) return { kind: 'failed', error: answer.error };
    if (!answer.value || answer.value.picture.nodes.length === 0) return { kind: 'nothing' };
    const { picture, unit } = answer.value;
    const texts = flowTexts(answer.value, request.by);
    const boxes = boxesOf(picture, texts, sizeByLocal);
    const edgeTexts = picture.edges.map(edge => edgeText(edge, texts));
    const layout = await this.#layout(
      layoutText(
        picture,
        boxes,
        edgeTexts.map(text => edgeTextSize(text, texts)),
      ),
    );
    if (!layout.ok) return { kind: 'failed', error: layout.error };
    return { kind: 'drawn', flow: { picture, boxes, edgeTexts, layout: layout.value, unit, graphs: texts.graphs } };
  }

  /** Figures change more often than the sizes of their boxes. */
  async #layout(text: string): Promise<Outcome<FlowLayout>> {
    if (this.#laidOut?.text !== text) this.#laidOut = { text, outcome: await this.#layouter.layout(text) };
    return this.#laidOut.outcome;
  }
}
