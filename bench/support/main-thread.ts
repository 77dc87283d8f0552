import type { Frame, Page } from 'puppeteer-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** CPU time of the thread in microseconds. */
  readonly tdur?: number;
}

/** What a thread did between two marks, in milliseconds. */
export interface Stretch {
  /** Time in tasks, by the clock. */
  readonly busy: number;
  /** The same in CPU time of the thread: other programs on the machine add nothing to it. */
  readonly cpu: number;
  /** The longest task, by the clock. */
  readonly longestTask: number;
}

const taskName = 'ThreadControllerImpl::RunTask';
const frameMark = 'heapscope bench frame';

/**
 * Traces the browser while `work` runs and tells, for every stretch between two marks of this name, what the main thread of `frame` did.
 * Everything on that thread counts, whoever caused it: script, layout, paint, garbage collection.
 */
export async function traceMainThread(
  page: Page,
  frame: Frame,
  mark: string,
  work: () => Promise<void>,
): Promise<Stretch[]> {
  await page.tracing.start({ categories: ['toplevel', 'blink.user_timing'] });
  await frame.evaluate(name => performance.mark(name), frameMark);
  await work();
  const trace = await page.tracing.stop();
  if (!trace) throw new Error('The browser gave no trace.');
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] };
  return stretches(traceEvents, mark);
}

function stretches(events: readonly TraceEvent[], mark: string): Stretch[] {
  const marks = events.filter(({ name }) => name === mark).map(({ ts }) => ts);
  const main = events.find(({ name }) => name === frameMark);
  if (!main) throw new Error('The trace does not have the mark of the frame.');
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => name === taskName && ph === 'X' && pid === main.pid && tid === main.tid,
  );
  return marks.slice(1).map((end, index) => {
    const start = marks[index] ?? end;
    const within = tasks.filter(({ ts }) => ts >= start && ts < end);
    const clock = within.map(({ dur = 0 }) => dur / 1000);
    return {
      busy: sum(clock),
      cpu: sum(within.map(({ tdur = 0 }) => tdur / 1000)),
      longestTask: Math.max(0, ...clock),
    };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
