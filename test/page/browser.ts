import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { buildPageInto } from '../../scripts/build.ts';
import { readFrom } from '../../src/daemon/page/read-page.ts';
import type { Page } from '../../src/daemon/http/app.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executable = [process.env['CHROMIUM'] ?? '', ...places].find((place) => existsSync(place));
const missing = `there is no Chromium: set CHROMIUM, or install it as ${places[0]}`;

if (executable === undefined && process.env['CI']) throw new Error(missing);

/** A page in a browser, as whoever looks at it has it. */
export interface Desk {
  readonly tab: Tab;
  /** What the browser complained of, its content policy too, and what was asked of anybody but the daemon. */
  readonly complaints: string[];
}

interface DeskOptions extends BrowserContextOptions {
  /** What the browser takes for the time. */
  readonly now?: number;
  /** Whether the test is to move its time. */
  readonly isMoved?: boolean;
}

export interface Room {
  /** The page as it was just built. */
  readonly page: () => Page;
  readonly open: (url: string, options?: DeskOptions) => Promise<Desk>;
}

/** Tests that need a browser; where there is none, they are skipped and their name says why. */
export function withBrowser(name: string, tests: (room: Room) => void): void {
  describe.skipIf(executable === undefined)(executable === undefined ? `${name} (${missing})` : name, () => {
    let browser: Browser;
    let page: Page;
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'evenkeel-page-'));
      await buildPageInto(folder);
      page = await readFrom(new URL(`file://${folder}/`));
      browser = await chromium.launch({ executablePath: executable!, args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });
    tests({ page: () => page, open: (url, options) => openDesk(browser, url, options) });
  });
}

async function openDesk(
  browser: Browser,
  url: string,
  { now, isMoved = false, ...options }: DeskOptions = {},
): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, ...options });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(10_000);
  if (now !== undefined) await context.clock.setFixedTime(now);
  if (isMoved) await context.clock.install();
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`);
  });
  tab.on('pageerror', (error) => complaints.push(String(error)));
  tab.on('request', (request) => {
    if (new URL(request.url()).origin !== url) complaints.push(`asked ${request.url()}`);
  });
  await tab.goto(url);
  await tab.getByText('live', { exact: true }).waitFor();
  return { tab, complaints };
}

/** What of the page is wider than the window. */
export async function overflow(tab: Tab): Promise<number> {
  return tab.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}

/** The lowest contrast of a text colour on the grounds that it stands on, as WCAG counts it. */
export async function lowestContrast(tab: Tab): Promise<number> {
  const colours = await tab.evaluate<Record<string, string>>(
    `(() => { const style = getComputedStyle(document.documentElement);
      return Object.fromEntries(['ink','quiet','good','wait','warn','bad','drift','panel','ground','chosen','drift-ground']
        .map((name) => [name, style.getPropertyValue('--' + name).trim()])); })()`,
  );
  const grounds = ['panel', 'ground', 'chosen', 'drift-ground'].map((name) => luminance(colours[name]!));
  const inks = ['ink', 'quiet', 'good', 'wait', 'warn', 'bad', 'drift'].map((name) => luminance(colours[name]!));
  expect(new Set(Object.values(colours)).size).toBe(Object.keys(colours).length);
  return Math.min(...grounds.flatMap((ground) => inks.map((ink) => contrast(ground, ink))));
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const axe = readFileSync(new URL(import.meta.resolve('axe-core')), 'utf8');

/** What axe has to say against the page, each with where. */
export async function faults(tab: Tab): Promise<string[]> {
  await tab.evaluate(axe);
  // A long label is drawn with its middle cut out, while its name says all of it: no part of the name is that.
  await tab.evaluate(`axe.configure({ rules: [{ id: 'label-content-name-mismatch', selector: ':not(.node)' }] })`);
  return tab.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target, html }) => target).join(' ')))`,
  );
}
