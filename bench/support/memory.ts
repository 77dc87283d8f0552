import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { Failure } from '../../scripts/steps/failure.ts';

export const groups = ['browser', 'extension', 'other'] as const;
export type Group = (typeof groups)[number];
/** Resident memory (RSS) of a browser's processes, in bytes. */
export type Resident = Readonly<Record<Group, number>>;

const sampleEvery = 50;

/** How much the browser's processes hold at most while `work` runs, beyond what they held before. Linux only: read from /proc. */
export async function peakGrowth(browser: Browser, work: () => Promise<void>): Promise<Resident> {
  const session = await browser.target().createCDPSession();
  const read = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return residentOf(processInfo);
  };
  const before = await settled(read);
  const peak = { ...before };
  let working = true;
  const done = work().finally(() => {
    working = false;
  });
  while (working) {
    const now = await read();
    for (const group of groups) peak[group] = Math.max(peak[group], now[group]);
    await pause(sampleEvery);
  }
  await done;
  await session.detach();
  return {
    browser: peak.browser - before.browser,
    extension: peak.extension - before.extension,
    other: peak.other - before.other,
  };
}

/** The memory once it has stood still, to a megabyte, for a second. */
async function settled(read: () => Promise<Resident>): Promise<Resident> {
  for (let last = await read(); ; ) {
    await pause(1000);
    const now = await read();
    if (groups.every(group => Math.abs(now[group] - last[group]) < 2 ** 20)) return now;
    last = now;
  }
}

function residentOf(processes: readonly { readonly id: number; readonly type: string }[]): Resident {
  const resident = { browser: 0, extension: 0, other: 0 };
  for (const { id, type } of processes) {
    const group = type === 'browser' ? 'browser' : isExtension(id) ? 'extension' : 'other';
    resident[group] += rss(id);
  }
  return resident;
}

const isExtension = (pid: number): boolean => procFile(pid, 'cmdline').includes('--extension-process');

/** 0 for a process that has ended meanwhile. */
function rss(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(procFile(pid, 'status'))?.[1] ?? 0) * 1024;
}

function procFile(pid: number, name: string): string {
  if (process.platform !== 'linux') throw new Failure('Memory is read from /proc, which only Linux has.');
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
