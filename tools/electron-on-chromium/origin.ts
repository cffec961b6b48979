/**
 * Chromium without Electron knows no private schemes. A page of `app://host/` is therefore served at `https://host.app.invalid/`:
 * a standard, secure origin under a top-level name that RFC 2606 reserves, answered by interception only.
 */
const SUFFIX = '.invalid';

/** `app://xindang/x` → `https://xindang.app.invalid/x`; other URLs unchanged. */
export function toPageUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(url);
  if (!match) return url;
  const [, scheme = '', host = '', rest = ''] = match;
  return schemes.has(scheme.toLowerCase())
    ? `https://${host}.${scheme}${SUFFIX}${rest.startsWith('/') ? rest : `/${rest}`}`
    : url;
}

/** The reverse of `toPageUrl`: what the app's own code gets to see. */
export function toAppUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?=[/?#]|$)(.*)$/i.exec(url);
  if (!match) return url;
  const [, host = '', scheme = '', rest = ''] = match;
  return schemes.has(scheme.toLowerCase()) ? `${scheme}://${host}${rest}` : url;
}
