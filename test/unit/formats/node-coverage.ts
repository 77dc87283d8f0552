import { Session } from 'node:inspector';
import type { ScriptCoverage } from '../../../src/coverage/script-coverage.ts';

/** What this very Node's V8 counts in scripts of `url`: one take after each of `steps`. */
export async function takesOf(url: string, steps: readonly (() => unknown)[]): Promise<ScriptCoverage[]> {
  const session = new Session();
  session.connect();
  const send = (method: string, params = {}) =>
    new Promise<object | undefined>((resolve, reject) =>
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))),
    );
  const takes: ScriptCoverage[] = [];
  try {
    await send('Profiler.enable');
    await send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    for (const step of steps) {
      await step();
      const { result } = (await send('Profiler.takePreciseCoverage')) as { result: ScriptCoverage[] };
      takes.push(...result.filter(script => script.url === url));
    }
  } finally {
    await send('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
  return takes;
}
