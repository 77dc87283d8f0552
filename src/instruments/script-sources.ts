import type { Protocol } from 'devtools-protocol';
import type { TargetSession } from '../cdp/target-session.ts';
import type { ScriptSource } from '../coverage/script-source.ts';
import { isRefusal } from './run-scope.ts';

type ParsedScript = Protocol.Debugger.ScriptParsedEvent;

/** Characters of text that are kept of one isolate. */
const mostText = 64 * 1024 * 1024;

/**
 * Keeps the texts of the scripts that a recording speaks of. V8 forgets them when the page navigates, so each is read as soon as it
 * is wanted, one at a time. The debugger is on for that alone: it never stops the page.
 */
export class ScriptSources {
  readonly #parsed = new Map<string, ParsedScript>();
  readonly #asked = new Set<string>();
  readonly #texts: ScriptSource[] = [];
  #room: number;
  #leftOut = 0;
  #started: Promise<void> | null = null;
  #reading: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  /** @param keep takes each text as soon as it is read. */
  constructor(
    private readonly session: TargetSession,
    private readonly keep: (source: ScriptSource) => void = () => {},
    limit = mostText,
  ) {
    this.#room = limit;
  }

  /** Turns the debugger on; V8 tells of every script that is there. Calling it again changes nothing. */
  start(): Promise<void> {
    this.#started ??= this.#enable();
    return this.#started;
  }

  /** Characters of a script; null where V8 told of no such script. */
  lengthOf(scriptId: string): number | null {
    return this.#parsed.get(scriptId)?.length ?? null;
  }

  /** Asks for the text of a script, for as long as there is room; each text is read once. */
  want(scriptId: string): void {
    const script = this.#parsed.get(scriptId);
    // The hash is of the content: a page that is loaded again brings nothing new.
    const content = script && `${script.url} ${script.startLine}:${script.startColumn} ${script.hash}`;
    if (!script || !content || this.#asked.has(content) || script.scriptLanguage === 'WebAssembly') return;
    this.#asked.add(content);
    if (script.length !== undefined && script.length > this.#room) {
      this.#leftOut++;
      return;
    }
    this.#room -= script.length ?? 0;
    this.#reading = this.#reading.then(() => this.#read(script));
  }

  /** Asks for the text of every script from these addresses. */
  wantFrom(urls: ReadonlySet<string>): void {
    for (const { url, scriptId } of this.#parsed.values()) if (urls.has(url)) this.want(scriptId);
  }

  /** Settles when all that was wanted is read, and turns the debugger off. */
  async stop(): Promise<void> {
    if (!this.#started) return;
    await this.#started.catch(() => undefined);
    await this.#reading;
    this.#release();
    await this.session.send('Debugger.disable').catch(() => undefined);
  }

  /** What has been read so far. */
  get texts(): readonly ScriptSource[] {
    return this.#texts;
  }

  /** Scripts that were wanted and are not there: too long for the room that was left, or gone before they could be read. */
  get leftOut(): number {
    return this.#leftOut;
  }

  async #enable(): Promise<void> {
    this.#release = this.session.on('Debugger.scriptParsed', script => this.#parsed.set(script.scriptId, script));
    try {
      // Before the debugger is on, so that there is no moment in which `debugger;` would stop the page.
      await this.session.send('Debugger.setSkipAllPauses', { skip: true });
      await this.session.send('Debugger.enable', {});
    } catch (error) {
      this.#release();
      if (!isRefusal(error)) throw error;
    }
  }

  async #read({ scriptId, url, startLine, startColumn }: ParsedScript): Promise<void> {
    try {
      const { scriptSource: text } = await this.session.send('Debugger.getScriptSource', { scriptId });
      const source = { scriptId, url, line: startLine + 1, column: startColumn + 1, text };
      this.#texts.push(source);
      this.keep(source);
    } catch {
      this.#leftOut++;
    }
  }
}
