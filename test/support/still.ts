import type { ElementHandle } from 'puppeteer-core';
import { until } from './until.ts';

/** A control, and where it is: in any words, that are others when it has moved. */
export interface Placed {
  readonly control: ElementHandle<Element>;
  readonly place: string;
}

/** Waits until a control stands still, as two looks see it at the same place: a press goes to a place, which by then may be that of another. */
export async function untilStill(
  what: string,
  look: () => Promise<Placed | null>,
  seconds?: number,
): Promise<ElementHandle<Element>> {
  let before: string | null = null;
  return await until(
    `${what} to stand still`,
    async () => {
      const found = await look();
      const isStill = found !== null && found.place === before;
      before = found?.place ?? null;
      return isStill && found.control;
    },
    seconds,
  );
}
