import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const ON_THE_MACHINE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium to test with: CHROMIUM_PATH, Playwright's own, the machine's, or the one inside the npm package @sparticuz/chromium (Linux x64).
 * @throws when none can be had, saying what to do
 */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
  ];
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH wijst naar ${given}, maar daar staat geen browser.`);
    return { executablePath: given, args };
  }
  const found = [chromium.executablePath(), ...ON_THE_MACHINE].find((path) => existsSync(path));
  if (found) return { executablePath: found, args };
  const { default: packaged } = await import('@sparticuz/chromium');
  try {
    // Not its own arguments: they are for a cloud function (one process, which ends with its first page) and switch off the rules of origin.
    return { executablePath: await packaged.executablePath(), args: [...args, '--headless=shell', '--no-zygote'] };
  } catch (error) {
    throw new Error(
      `Er is geen Chromium om mee te testen. Installeer er een of zet CHROMIUM_PATH. (${error instanceof Error ? error.message : error})`,
    );
  }
}
