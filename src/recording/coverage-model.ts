import { MergedScript } from '../coverage/merged-script.ts';
import type { ScriptCoverage } from '../coverage/script-coverage.ts';
import { type Milliseconds, milliseconds } from '../units.ts';
import type { CoverageRow, OfOneIsolate } from './rows.ts';

/** How often the code of one isolate ran since the recording began. V8 counts from 0 again with each row, so that rows add up. */
export class CoverageModel {
  readonly #scripts: MergedScript[] = [];
  /** V8 counts scripts from 1 again when the page moves to another process: the latest script of an id and URL is the one that runs. */
  readonly #latest = new Map<string, MergedScript>();
  #time: Milliseconds = milliseconds(0);

  apply({ time, scripts }: OfOneIsolate<CoverageRow>): void {
    this.#time = time;
    for (const script of scripts) this.#scriptOf(script).add(script);
  }

  get scriptCount(): number {
    return this.#scripts.length;
  }

  /** Every script in the order in which it first ran; one that has not changed is the same object as before. */
  scripts(): ScriptCoverage[] {
    return this.#scripts.map(script => script.coverage());
  }

  catchUp(): OfOneIsolate<CoverageRow>[] {
    if (this.#scripts.length === 0) return [];
    return [{ kind: 'coverage', time: this.#time, occasion: 'catch-up', scripts: this.scripts() }];
  }

  #scriptOf(script: ScriptCoverage): MergedScript {
    const name = `${script.scriptId} ${script.url}`;
    const latest = this.#latest.get(name);
    if (latest?.agrees(script)) return latest;
    const next = new MergedScript(script.scriptId, script.url);
    this.#latest.set(name, next);
    this.#scripts.push(next);
    return next;
  }
}
