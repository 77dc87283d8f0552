const margin = 4;

/** Puts a `position: fixed` element with its corner at a point in client pixels, moved as far as it takes to stay inside the window. */
export function placeAtPoint(element: HTMLElement, x: number, y: number): void {
  const { width, height } = element.getBoundingClientRect();
  const left = Math.max(margin, Math.min(x, innerWidth - width - margin));
  const fitsBelow = y + height + margin <= innerHeight;
  const top = fitsBelow ? y : Math.max(margin, Math.min(y - height - 24, innerHeight - height - margin));
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

/** Puts a `position: fixed` element below its anchor, above it where there is more room, and no higher than the room there is. */
export function placeAtAnchor(element: HTMLElement, anchor: HTMLElement): void {
  element.style.maxHeight = '';
  const box = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = innerHeight - box.bottom - 2 * margin;
  const above = box.top - 2 * margin;
  const isBelow = height <= below || below >= above;
  element.style.maxHeight = `${isBelow ? below : above}px`;
  element.style.left = `${Math.max(margin, Math.min(box.left, innerWidth - width - margin))}px`;
  element.style.top = `${isBelow ? box.bottom + 2 : Math.max(margin, box.top - height - 2)}px`;
}
