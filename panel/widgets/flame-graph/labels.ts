/** Widths are rounded down to steps of this many pixels, so that a box that grows by a pixel finds its label again. */
const step = 4;
const maxCached = 20_000;

/** Labels cut to the width of their boxes, remembered so that drawing a frame makes no strings. */
export class LabelCache {
  readonly #cut = new Map<number, string>();
  readonly #measure: (text: string) => number;

  constructor(measure: (text: string) => number) {
    this.#measure = measure;
  }

  /** What fits of `label(frame)` in `width` pixels, with an ellipsis where it was cut; empty when not even two letters fit. */
  fit(frame: number, width: number, label: (frame: number) => string): string {
    const steps = Math.min(511, Math.floor(width / step));
    const slot = frame * 512 + steps;
    const known = this.#cut.get(slot);
    if (known !== undefined) return known;
    if (this.#cut.size >= maxCached) this.#cut.clear();
    const text = this.#fitText(label(frame), steps * step);
    this.#cut.set(slot, text);
    return text;
  }

  clear(): void {
    this.#cut.clear();
  }

  #fitText(text: string, width: number): string {
    if (this.#measure(text) <= width) return text;
    let fits = 0;
    let tooLong = text.length;
    while (tooLong - fits > 1) {
      const middle = (fits + tooLong) >> 1;
      if (this.#measure(`${text.slice(0, middle)}…`) <= width) fits = middle;
      else tooLong = middle;
    }
    return fits < 2 ? '' : `${text.slice(0, fits)}…`;
  }
}
