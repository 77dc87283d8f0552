/**
 * A moment on a time axis given in milliseconds since the start: `0 s`, `2.5 s`, `90 s`, `5:00`.
 * @param step distance of moments that have to look different: below 100 there are more digits, as in `2.518 s` and `5:00.25`.
 */
export function clockLabel(milliseconds: number, step = 100): string {
  const digits = Math.max(1, Math.min(3, Math.ceil(3 - Math.log10(step))));
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${Number(seconds.toFixed(digits))} s`;
  if (step >= 100) {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  }
  const rest = (seconds % 60).toFixed(digits);
  return `${Math.floor(seconds / 60)}:${rest.padStart(3 + digits, '0')}`;
}
