/** A moment on a time axis given in milliseconds since the start: `0 s`, `2.5 s`, `90 s`, `5:00`. */
export function clockLabel(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  const rest = Math.round(seconds % 60);
  return `${Math.floor(seconds / 60)}:${String(rest).padStart(2, '0')}`;
}
