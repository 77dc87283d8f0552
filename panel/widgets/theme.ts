/** Colours and fonts that canvas widgets read from the stylesheet, by the name of the CSS variable without its dashes. */
export type ThemeColours<Name extends string> = Readonly<Record<Name, string>>;

/** Reads CSS variables as they stand now; a variable that is not set reads as an empty string. */
export function readColours<Name extends string>(element: Element, names: readonly Name[]): ThemeColours<Name> {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    names.map(name => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as ThemeColours<Name>;
}

/** Calls `listener` whenever the theme may have changed; the returned function ends it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['class', 'data-theme', 'style'] });
  return () => observer.disconnect();
}

/** Whether the person has asked for less motion. */
export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
