import { chromium } from '@playwright/test';
import { findBrowser } from '../e2e/browser.ts';
import { rich, showSource, writeSource } from '../e2e/lesson-editor.ts';
import { openDocument } from '#lib/core/editor/open';
import { corpus } from '../lib/core/editor/documents.cases.ts';
import { writeFileSync } from 'node:fs';
const texts = corpus().flatMap(({ markdown }) => openDocument(markdown.replace(/\r\n?/g, '\n')).blocks.filter(({ node }) => node.attrs.kind !== 'front_matter').map(({ source }) => source.trimEnd()));
let lesson = ''; for (let at = 0; lesson.length < 100_000; at += 3) lesson += `${texts[at % texts.length]}\n\n`;
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ baseURL: process.env.BENCH_BASE_URL, viewport: { width: 1440, height: 900 } });
await page.goto('/sign-in'); await page.getByRole('button', { name: /sign in as .*editor/i }).click(); await page.waitForURL('**/w/**');
await page.goto('/w/demo/sparks/choosing-column-types?edit=1'); await rich(page).waitFor(); await showSource(page); await writeSource(page, lesson);
if (process.env.CSS) await page.addStyleTag({ content: process.env.CSS });
const openRich = () => page.evaluate(() => new Promise<any>((resolve) => { const start = performance.now(); performance.clearMarks(); const o = new MutationObserver(() => { const e = document.querySelector('.lesson-editor:not(.hidden) [contenteditable="true"].ProseMirror'); if (!e) return; o.disconnect(); const t1 = performance.now(); e.getBoundingClientRect(); const t2 = performance.now(); const raf: number[] = []; const tick = () => { raf.push(Math.round(performance.now() - start)); if (raf.length < 5) requestAnimationFrame(tick); else resolve({ dom: Math.round(t1 - start), total: Math.round(t2 - start), raf, marks: performance.getEntriesByType('mark').map((m) => `${m.name} ${Math.round(m.startTime - start)}`) }); }; requestAnimationFrame(tick); }); o.observe(document.body, { subtree: true, childList: true, attributes: true }); for (const r of document.querySelectorAll<HTMLElement>('[role="radio"]')) if (r.textContent === 'Rich') r.click(); }));
for (let i = 0; i < Number(process.env.N ?? 6); i++) { console.log('open', JSON.stringify(await openRich())); await showSource(page); }
if (process.env.TRACE) {
  await browser.startTracing(page, { path: '/tmp/prof/trace.json', categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink', 'v8', 'disabled-by-default-v8.cpu_profiler'] });
  console.log('open', JSON.stringify(await openRich())); await new Promise((r) => setTimeout(r, 500));
  await browser.stopTracing();
}
await browser.close();
