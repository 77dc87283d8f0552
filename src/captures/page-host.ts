/** The host of a page for names of captures and files; pages without one (`data:`, `file:`) go by their scheme. */
export function hostOf(url: string): string {
  try {
    const { host, protocol } = new URL(url);
    return host || protocol.replace(':', '');
  } catch {
    return 'page';
  }
}
