import type { TargetSession } from '../cdp/target-session.ts';
import { isPossible } from '../coverage/function-coverage.ts';
import { lengthOf } from '../coverage/merged-script.ts';
import type { ScriptCoverage } from '../coverage/script-coverage.ts';
import { writeV8Coverage } from '../formats/coverage-v8.ts';
import { CoverageModel } from '../recording/coverage-model.ts';
import type { CoverageOptions } from '../recording/options.ts';
import type { CoverageRow } from '../recording/rows.ts';
import { type Milliseconds, milliseconds, since } from '../units.ts';
import type { Instrument, InstrumentContext, ProducedFile } from './instrument.ts';
import { RunScope } from './run-scope.ts';
import type { ScriptSources } from './script-sources.ts';

/** The share of the page's time that reading the counts may take. */
const budget = 0.05;

/** Functions that polls may tell of in a second, on average: each takes about 25 bytes of the log. V8 counts on between polls. */
const functionsPerSecond = 1000;

/** Navigations that leave the page's scripts where they are. */
const staysInPage: ReadonlySet<string> = new Set(['sameDocument', 'historySameDocument']);

/**
 * V8's precise coverage: which functions and blocks ran, and how often. V8 counts from 0 again whenever it has told, be it asked or by
 * itself, so that every answer is a row and the rows add up. Whoever else takes coverage of the same isolate takes it from these counts.
 */
export class Coverage implements Instrument {
  readonly kind = 'coverage';
  readonly #model = new CoverageModel();
  readonly #known = new Set<string>();
  #scope: RunScope | null = null;
  #poll: Promise<unknown> = Promise.resolve();
  #timestamp = 0;
  /** Functions that were left out, each time they were told of. */
  #leftOut = 0;

  /** @param sources are told which scripts to keep the text of; started here, stopped by whoever made them. */
  constructor(
    private readonly options: CoverageOptions,
    private readonly context: InstrumentContext,
    private readonly sources: ScriptSources,
  ) {}

  async start(): Promise<void> {
    const { session } = this.context;
    const { callCount, detailed, triggeredUpdates } = this.options;
    const scope = new RunScope(this.context);
    this.#scope = scope;
    scope.on('Profiler.preciseCoverageDeltaUpdate', ({ result, occasion, timestamp }) =>
      this.#take(result, occasion, timestamp),
    );
    try {
      await scope.sendQuietly('Page.enable');
      await this.sources.start();
      await session.send('Profiler.enable');
      await session.send('Profiler.startPreciseCoverage', {
        callCount,
        detailed,
        allowTriggeredUpdates: triggeredUpdates,
      });
    } catch (error) {
      scope.end();
      await scope.sendQuietly('Profiler.stopPreciseCoverage');
      throw error;
    }
    // Chrome often moves a page to another process as it navigates, and what was not read stays behind.
    scope.on('Page.frameStartedNavigating', ({ navigationType }) => {
      if (!staysInPage.has(navigationType)) this.#poll = Promise.all([this.#poll, this.#pollOnce(scope)]);
    });
    this.#pollAfter(scope, this.options.every);
  }

  async stop(): Promise<ProducedFile | null> {
    const scope = this.#scope;
    if (!scope?.open) return this.salvage();
    await this.#poll;
    try {
      if (scope.open) await this.#read();
      this.#tellLeftOut();
    } finally {
      scope.end();
      await scope.sendQuietly('Profiler.stopPreciseCoverage');
    }
    return this.salvage();
  }

  salvage(): ProducedFile | null {
    if (this.#model.scriptCount === 0) return null;
    return { format: 'coverage', text: writeV8Coverage(this.#model.scripts(), this.#timestamp) };
  }

  #pollAfter(scope: RunScope, pause: Milliseconds): void {
    scope.after(pause, () => {
      this.#poll = this.#pollOnce(scope);
    });
  }

  async #pollOnce(scope: RunScope): Promise<void> {
    let pause = this.options.every;
    try {
      const { took, functions } = await this.#read();
      pause = milliseconds(Math.max(pause, took / budget, (functions / functionsPerSecond) * 1000));
      scope.answered();
    } catch (error) {
      if (!scope.bear(error)) return;
    }
    this.#pollAfter(scope, pause);
  }

  /** Takes the counts; answers what that cost the page, and of how many functions V8 told. */
  async #read(): Promise<{ readonly took: Milliseconds; readonly functions: number }> {
    const { session, clock } = this.context;
    // A busy page answers late, which is no cost of ours: when it answers this command, which does nothing, it turns to the other.
    const begun = session.send('Profiler.enable').then(() => clock.now());
    const [begunAt, { result, timestamp }] = await Promise.all([begun, session.send('Profiler.takePreciseCoverage')]);
    this.#take(result, 'poll', timestamp);
    return { took: since(begunAt, clock.now()), functions: functionsIn(result) };
  }

  #take(result: readonly ScriptCoverage[], occasion: string, timestamp: number): void {
    const { isolate, clock, startedAt, emit } = this.context;
    const told = result.map(possibleOf);
    this.#leftOut += functionsIn(result) - functionsIn(told);
    const scripts = told.filter(({ functions }) => functions.length > 0).map(script => this.#withLength(script));
    if (scripts.length === 0) return;
    const row: CoverageRow = { kind: this.kind, isolate, time: since(startedAt, clock.now()), occasion, scripts };
    this.#model.apply(row);
    this.#timestamp = timestamp;
    emit(row);
  }

  #tellLeftOut(): void {
    const { clock, startedAt, emit } = this.context;
    if (this.#leftOut === 0) return;
    const text = `Coverage is without ${this.#leftOut} counts of functions that contradict themselves`;
    emit({ kind: 'mark', time: since(startedAt, clock.now()), mark: 'note', text });
  }

  /** A script that ran before the recording: its top level, which V8 leaves out, is added as one that did not run since. */
  #withLength(script: ScriptCoverage): ScriptCoverage {
    const { scriptId, url, functions } = script;
    const name = `${scriptId} ${url}`;
    if (this.#known.has(name)) return script;
    this.#known.add(name);
    this.sources.want(scriptId);
    const endOffset = this.sources.lengthOf(scriptId);
    if (endOffset === null || lengthOf(script) !== null) return script;
    const topLevel = { functionName: '', ranges: [{ startOffset: 0, endOffset, count: 0 }], isBlockCoverage: false };
    return { ...script, functions: [topLevel, ...functions] };
  }
}

function possibleOf(script: ScriptCoverage): ScriptCoverage {
  const functions = script.functions.filter(isPossible);
  return functions.length === script.functions.length ? script : { ...script, functions };
}

function functionsIn(scripts: readonly ScriptCoverage[]): number {
  return scripts.reduce((sum, { functions }) => sum + functions.length, 0);
}

/** What V8 knows without having been asked to count: whether functions ran, for those it has not thrown away, since the page began. */
export async function bestEffortCoverage(session: TargetSession): Promise<string> {
  await session.send('Profiler.enable');
  const { result } = await session.send('Profiler.getBestEffortCoverage');
  return writeV8Coverage(result.map(possibleOf), null);
}
