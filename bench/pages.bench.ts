import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ensureBuilt } from '#lib/studio/processes/web-build.ts';
import { pagesAtSize } from './pages-at-size.ts';
import { type Bench, figure, type Row } from './report.ts';

// What a browser loads of JavaScript before a page is alive, route by route, as the build wrote it.

const ROOT = path.resolve(import.meta.dirname, '..');
const STATS = path.join(ROOT, '.next/diagnostics/route-bundle-stats.json');
const EDITING = ['/w/[workspace]/outline', '/w/[workspace]/outline/[kind]/[slug]', '/w/[workspace]/sparks/[slug]'];
/** What every page loads: React, the router of Next.js, buttons and links. */
const EVERYWHERE = '/_not-found';

interface RouteStats {
  route: string;
  firstLoadChunkPaths: string[];
}

const bench: Bench = {
  name: 'pages',
  about: 'what pages weigh and how soon they show something, at size; JavaScript of the first load, gzip, page by page',
  run: async (say) => {
    await ensureBuilt(ROOT, {
      onBuild: () => say('build'),
      onWait: () => say('somebody else builds'),
      signal: new AbortController().signal,
    });
    const routes = (JSON.parse(await readFile(STATS, 'utf8')) as RouteStats[])
      .filter(({ route }) => !route.startsWith('/gallery'))
      .sort((one, other) => one.route.localeCompare(other.route));
    const sizes = new Map<string, number>();
    const sizeOf = async (chunk: string) => {
      const known = sizes.get(chunk);
      if (known !== undefined) return known;
      const size = (await promisify(gzip)(await readFile(path.join(ROOT, chunk)))).length / 1024;
      sizes.set(chunk, size);
      return size;
    };
    const totals = new Map<string, number>();
    for (const { route, firstLoadChunkPaths } of routes) {
      const chunks = await Promise.all(firstLoadChunkPaths.map(sizeOf));
      totals.set(
        route,
        chunks.reduce((sum, size) => sum + size, 0),
      );
    }
    const common = figure([totals.get(EVERYWHERE) ?? 0], 'KB');
    const scripts = [...totals].map(([route, size]): Row => {
      const most = EDITING.includes(route) ? 250 : 150;
      return {
        what: route,
        figure: figure([size], 'KB'),
        reference: { what: 'what every page loads', figure: common },
        target: { text: `<= ${most} KB`, is_met: size <= most },
        how: 'the chunks that the page names, each compressed by itself; what is fetched on demand is not counted',
      };
    });
    return [...(await pagesAtSize(say)), ...scripts];
  },
};
export default bench;
