import type { CallTree } from '../../src/calltree/call-tree.ts';
import type { Frame } from '../../src/calltree/frame.ts';
import type { TreeUpdate } from './contract.ts';

/** Puts frames back to the trees that come from the worker: each frame travels once and is kept here. */
export class TreeReceiver {
  #table = '';
  #frames: Frame[] = [];

  receive(update: TreeUpdate): CallTree {
    const { frameTable, framesFrom, newFrames, ...arrays } = update;
    if (frameTable !== this.#table) {
      this.#table = frameTable;
      this.#frames = [];
    }
    this.#frames.length = framesFrom;
    for (const frame of newFrames) this.#frames.push(frame);
    return { ...arrays, frames: this.#frames };
  }
}
