/**
 * Numbers that must not mix carry their unit or kind in the type. Conversions are the named functions below and nothing else.
 */
declare const brand: unique symbol;
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type Bytes = Branded<number, 'bytes'>;
export type Milliseconds = Branded<number, 'milliseconds'>;
export type Microseconds = Branded<number, 'microseconds'>;
/** Milliseconds since the Unix epoch. */
export type EpochMilliseconds = Branded<number, 'epoch milliseconds'>;
/** Number of an isolate within one recording, in the order in which they joined; the page's own is 0. */
export type IsolateIndex = Branded<number, 'isolate index'>;

export const bytes = (value: number): Bytes => value as Bytes;
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;
export const microseconds = (value: number): Microseconds => value as Microseconds;
export const epochMilliseconds = (value: number): EpochMilliseconds => value as EpochMilliseconds;
export const isolateIndex = (value: number): IsolateIndex => value as IsolateIndex;

export const toMilliseconds = (value: Microseconds): Milliseconds => (value / 1000) as Milliseconds;
export const toMicroseconds = (value: Milliseconds): Microseconds => (value * 1000) as Microseconds;
export const since = (start: EpochMilliseconds, now: EpochMilliseconds): Milliseconds => (now - start) as Milliseconds;
