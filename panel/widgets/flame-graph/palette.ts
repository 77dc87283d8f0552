/** Where a script comes from: its package, else its host, else its scheme; empty for native code. */
export function packageOf(url: string): string {
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (installed?.[1]) return installed[1];
  // Package servers write name@version: cdn.jsdelivr.net/npm/react@19, unpkg.com/@scope/name@1, esm.sh/preact@10.
  const served = /^https?:\/\/.*?\/((?:@[^/@]+\/)?[^/@]+)@\d[^/]*(?:\/|$)/.exec(url);
  if (served?.[1]) return served[1];
  const host = /^[a-z-]+:\/\/([^/]+)/i.exec(url);
  if (host?.[1]) return host[1];
  return /^([a-z-]+):/i.exec(url)?.[1] ?? '';
}

/** Shades for light and dark surfaces; text of `--flame-text` on any of them has a contrast of at least 4.5. */
const shades = {
  light: { saturation: 82, lightness: [74, 79, 84] },
  dark: { saturation: 58, lightness: [60, 66, 72] },
} as const;
const native = { light: 'hsl(220 12% 84%)', dark: 'hsl(220 8% 62%)' } as const;

/** A CSS colour for a script that stays the same for its package: warm, from rose over orange to yellow; grey for native code. */
export function scriptColour(url: string, theme: 'light' | 'dark'): string {
  const name = packageOf(url);
  if (name === '' || name === 'native' || name === 'node') return native[theme];
  const hash = fnv1a(name);
  const { saturation, lightness } = shades[theme];
  const hue = (345 + (hash % 12) * 7) % 360;
  return `hsl(${hue} ${saturation}% ${lightness[Math.floor(hash / 12) % lightness.length]}%)`;
}

/** Ends and middle of the signed scale: blue, grey, orange. Text of `--flame-text` on any of them has a contrast of at least 4.5. */
const signedShades = {
  light: { lost: 'hsl(212 80% 72%)', same: 'hsl(220 10% 88%)', gained: 'hsl(24 90% 70%)' },
  dark: { lost: 'hsl(212 62% 64%)', same: 'hsl(220 6% 60%)', gained: 'hsl(24 74% 62%)' },
} as const;

/** A CSS colour for a signed share: from -1, all lost (blue), over 0 (grey) to 1, all gained (orange). */
export function signedColour(share: number, theme: 'light' | 'dark'): string {
  const { lost, same, gained } = signedShades[theme];
  const percent = Math.round(Math.min(1, Math.abs(share)) * 20) * 5;
  return `color-mix(in srgb, ${share < 0 ? lost : gained} ${percent}%, ${same})`;
}

/** FNV-1a, 32 bit. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
