/** What kind of device a session is on, in words its owner knows. Of what the browser calls itself only this is kept. Pure. */

export const BROWSERS = ['firefox', 'edge', 'samsung', 'opera', 'chrome', 'safari', 'other'] as const;
export const SYSTEMS = ['android', 'iphone', 'ipad', 'windows', 'mac', 'chromebook', 'linux', 'other'] as const;
export type Device = { browser: (typeof BROWSERS)[number]; system: (typeof SYSTEMS)[number] };

/** In this order: browsers claim to be each other. */
const BROWSER_WORDS: readonly [RegExp, Device['browser']][] = [
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/\bEdg(?:e|A|iOS)?\//, 'edge'],
  [/\bSamsungBrowser\//, 'samsung'],
  [/\bOPR\//, 'opera'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'chrome'],
  [/\bSafari\//, 'safari'],
];
const SYSTEM_WORDS: readonly [RegExp, Device['system']][] = [
  [/\bAndroid\b/, 'android'],
  [/\biPhone\b/, 'iphone'],
  [/\biPad\b/, 'ipad'],
  [/\bWindows\b/, 'windows'],
  [/\bCrOS\b/, 'chromebook'],
  [/\bMac OS X\b/, 'mac'],
  [/\bLinux\b/, 'linux'],
];

/** @param userAgent the header; anything may stand in it */
export function deviceOf(userAgent: string | null | undefined): Device {
  const said = (userAgent ?? '').slice(0, 500);
  const first = <Kind>(words: readonly [RegExp, Kind][]) => words.find(([pattern]) => pattern.test(said))?.[1];
  return { browser: first(BROWSER_WORDS) ?? 'other', system: first(SYSTEM_WORDS) ?? 'other' };
}
