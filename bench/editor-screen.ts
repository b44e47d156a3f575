import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { findBrowser } from '../e2e/browser.ts';
import { rich, showSource, writeSource } from '../e2e/lesson-editor.ts';
import { figure, type Row } from './report.ts';

const ROUNDS = 9;
const KEYS = 240;
/** So many keys in a row, then a pause in which what was typed is written as Markdown. */
const BURST = 20;
const PAUSE_MS = 600;

/** Milliseconds from the press on Rich to a text that takes keys and has been laid out. */
async function timeToEditable(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const editable = document.querySelector('.lesson-editor:not(.hidden) [contenteditable="true"].ProseMirror');
          if (!editable) return;
          observer.disconnect();
          editable.getBoundingClientRect();
          resolve(performance.now() - start);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        for (const radio of document.querySelectorAll<HTMLElement>('[role="radio"]')) {
          if (radio.textContent === 'Rich') radio.click();
        }
      }),
  );
}

/** For every key: the work from the press to a page that is laid out anew, without the wait for the screen. */
export async function timeKeys(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const samples: number[] = [];
    Object.assign(window, { samples });
    let start = 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      document.body.getBoundingClientRect();
      samples.push(performance.now() - start);
    };
    addEventListener(
      'keydown',
      () => {
        start = performance.now();
      },
      true,
    );
    // A task after the one that takes the key in: whatever the editor does at once is done by then.
    addEventListener('input', () => port2.postMessage(0), true);
  });
  for (let typed = 0; typed < KEYS; typed += BURST) {
    await page.keyboard.type('words of a lesson xy'.slice(0, BURST), { delay: 25 });
    // A person stops between words: what the editor puts off until then must fall into the measurement.
    await setTimeout(PAUSE_MS);
  }
  return page.evaluate(() => (window as unknown as { samples: number[] }).samples);
}

/** Puts the cursor at the end of a paragraph in the middle of the lesson. */
async function goToMiddle(page: Page): Promise<void> {
  const middle = rich(page).locator(':scope > p');
  const paragraph = middle.nth(Math.floor((await middle.count()) / 2));
  await paragraph.scrollIntoViewIfNeeded();
  await paragraph.click();
  await page.keyboard.press('End');
}

/** Does something with a lesson that is open as source, in a studio and a browser of its own. */
export async function withStudio<T>(say: (line: string) => void, run: (page: Page, browser: Browser) => Promise<T>) {
  const given = process.env.BENCH_BASE_URL;
  const trial = given ? null : await Trial.create();
  say('start a studio');
  await trial?.startAndWait();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ baseURL: given ?? trial?.webUrl, viewport: { width: 1440, height: 900 } });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: /sign in as .*editor/i }).click();
    await page.waitForURL('**/w/**');
    await page.goto('/w/demo/sparks/choosing-column-types?edit=1');
    await rich(page).waitFor();
    await showSource(page);
    return await run(page, browser);
  } finally {
    await browser.close();
    await trial?.interrupt();
    await trial?.destroy();
  }
}

/** The editor on screen: how long until one can write, and what a key costs. */
export function measureScreen(markdown: string, say: (line: string) => void): Promise<Row[]> {
  return withStudio(say, async (page, browser) => {
    await writeSource(page, markdown);

    const open: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      say(`open, round ${round + 1} of ${ROUNDS}`);
      open.push(await timeToEditable(page));
      if (round < ROUNDS - 1) await showSource(page);
    }
    say('type into the editor');
    await goToMiddle(page);
    const samples = await timeKeys(page);
    const keys = figure(samples);
    const sorted = samples.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.POSITIVE_INFINITY;

    say('type into a text field');
    const plain = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await plain.setContent('<textarea style="width: 100%; height: 800px"></textarea>');
    const field = plain.locator('textarea');
    const shown: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      shown.push(
        await field.evaluate((element: HTMLTextAreaElement, text) => {
          element.value = '';
          element.getBoundingClientRect();
          const start = performance.now();
          element.value = text;
          element.getBoundingClientRect();
          return performance.now() - start;
        }, markdown),
      );
    }
    await field.evaluate((element: HTMLTextAreaElement) => {
      const middle = element.value.indexOf('\n', element.value.length / 2);
      element.focus();
      element.setSelectionRange(middle, middle);
    });
    const plainKeys = figure(await timeKeys(plain));
    const opening = figure(open);
    return [
      {
        what: 'open on screen',
        figure: opening,
        reference: { what: 'showing the text in a plain text field', figure: figure(shown) },
        target: { text: '<= 300 ms to editable', is_met: opening.median <= 300 },
        how: `${ROUNDS} times in Chromium, from the press on Rich: worker, document, view and layout; the code is loaded`,
      },
      {
        what: 'a key on screen',
        figure: keys,
        reference: { what: 'the same in a plain text field', figure: plainKeys },
        target: { text: `p95 <= 16 ms (${p95.toFixed(1)} ms)`, is_met: p95 <= 16 },
        how: `${KEYS} keys in the middle of the lesson, pauses among them in which it is written; from the press to the new layout`,
      },
    ];
  });
}
