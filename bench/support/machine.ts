import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What a figure was measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  /** As the browser names itself; null for a bench without one. */
  readonly browser: string | null;
  readonly node: string;
  /** Runnable processes over the last minute before the bench: near 0 on a quiet machine. */
  readonly load: number;
}

export function thisMachine(browser: string | null): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    browser,
    node: process.version,
    load: loadAtStart,
  };
}

/** Read before the bench makes load of its own. */
const loadAtStart = Number((loadavg()[0] ?? 0).toFixed(2));

export function machineLine({ cpu, cores, memoryGigabytes, system, browser, node, load }: Machine): string {
  const parts = [cpu, `${cores} cores`, `${memoryGigabytes} GB`, system, browser, `Node ${node}`, `load ${load}`];
  return parts.filter(part => part !== null).join(' · ');
}
