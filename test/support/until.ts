import { setTimeout as pause } from 'node:timers/promises';

/** Looks every 50 ms until `look` has a value that counts and returns it. @throws Error naming `what` after `seconds`. */
export async function until<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  seconds = 30,
): Promise<Exclude<Value, undefined | null | false>> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== null && value !== false)
      return value as Exclude<Value, undefined | null | false>;
    if (performance.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what}.`);
    await pause(50);
  }
}
