import type { FlameView } from './flame-view.ts';

export interface FlameHandlers {
  onSelect(node: number): void;
  onContextMenu(node: number, x: number, y: number): void;
}

/** A press that moves farther than this many pixels is a drag, not a click. */
const dragDistance = 4;
const keyZoom = 0.6;
/** A key pans by this many pixels. */
const keyPan = 80;

/** Turns pointer, wheel and keys on the canvas into moves of the view; the returned function ends it. */
export function attachFlameInput(canvas: HTMLCanvasElement, view: FlameView, handlers: FlameHandlers): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let press: { x: number; y: number; dragging: boolean } | null = null;

  canvas.addEventListener(
    'pointerdown',
    event => {
      if (event.button === 0) press = { x: event.clientX, y: event.clientY, dragging: false };
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    event => {
      if (!press) return view.setHover(view.nodeAt(event.clientX, event.clientY), event.clientX, event.clientY);
      const right = press.x - event.clientX;
      const down = press.y - event.clientY;
      if (!press.dragging && Math.hypot(right, down) < dragDistance) return;
      if (!press.dragging) {
        canvas.setPointerCapture(event.pointerId);
        canvas.style.cursor = 'grabbing';
        view.setHover(-1, 0, 0);
      }
      press = { x: event.clientX, y: event.clientY, dragging: true };
      view.panBy(right, down);
    },
    { signal },
  );
  const release = () => {
    press = null;
    canvas.style.cursor = '';
  };
  canvas.addEventListener(
    'pointerup',
    event => {
      if (press && !press.dragging) handlers.onSelect(view.nodeAt(event.clientX, event.clientY));
      release();
    },
    { signal },
  );
  canvas.addEventListener('pointercancel', release, { signal });
  canvas.addEventListener('pointerleave', () => view.setHover(-1, 0, 0), { signal });
  canvas.addEventListener('dblclick', event => view.zoomTo(view.nodeAt(event.clientX, event.clientY)), { signal });
  canvas.addEventListener(
    'contextmenu',
    event => {
      const node = view.nodeAt(event.clientX, event.clientY);
      if (node === -1) return;
      event.preventDefault();
      handlers.onSelect(node);
      handlers.onContextMenu(node, event.clientX, event.clientY);
    },
    { signal },
  );
  canvas.addEventListener(
    'wheel',
    event => {
      event.preventDefault();
      view.setHover(-1, 0, 0);
      if (event.shiftKey) view.panBy(event.deltaX + event.deltaY, 0);
      else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) view.panBy(event.deltaX, 0);
      // A pinch arrives as a wheel with Ctrl and small steps.
      else view.zoomBy(Math.exp(event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), event.clientX, false);
    },
    { signal, passive: false },
  );
  canvas.addEventListener(
    'keydown',
    event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!runKey(event, view, handlers)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  return () => listening.abort();
}

/** Says whether the key meant something. */
function runKey(event: KeyboardEvent, view: FlameView, handlers: FlameHandlers): boolean {
  const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key;
  const selected = view.selectedNode;
  const towardsLeaves = view.scene.flipped ? 'ArrowUp' : 'ArrowDown';
  switch (key) {
    case 'w':
    case 'W':
    case '+':
    case '=':
      view.zoomBy(keyZoom, null, true);
      return true;
    case 's':
    case 'S':
    case '-':
      view.zoomBy(1 / keyZoom, null, true);
      return true;
    case 'a':
    case 'A':
      view.panBy(-keyPan, 0, true);
      return true;
    case 'd':
    case 'D':
      view.panBy(keyPan, 0, true);
      return true;
    case '0':
      view.zoomOutFully();
      return true;
    case 'Escape':
    case 'Backspace':
      return view.zoomOut();
    case 'Enter':
      if (selected !== -1) view.zoomTo(selected);
      return true;
    case 'ContextMenu': {
      if (selected === -1) return false;
      const { x, y } = view.placeOf(selected);
      handlers.onContextMenu(selected, x, y);
      return true;
    }
    case 'Home':
      handlers.onSelect(0);
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown': {
      const side = key === 'ArrowLeft' ? 'left' : key === 'ArrowRight' ? 'right' : null;
      const next = selected === -1 ? 0 : view.neighbour(selected, side ?? (key === towardsLeaves ? 'child' : 'parent'));
      if (next !== -1) handlers.onSelect(next);
      return true;
    }
  }
  return false;
}
