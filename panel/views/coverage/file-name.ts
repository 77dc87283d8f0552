/** The last part of a URL: `app.js`; the host for the page itself. */
export function fileName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, host } = new URL(url);
  return pathname.slice(pathname.lastIndexOf('/') + 1) || host || url;
}
