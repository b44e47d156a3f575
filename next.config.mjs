import { existsSync } from 'node:fs';

const everywhere = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=()' },
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run typecheck`, with the pinned compiler; a build only builds.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pg-boss', 'pino', 'shiki', 'prom-client'],
  // Answers that browsers keep by a version are made anew once another build makes them (lib/base/reads/serve-read.ts).
  env: { BUILD_STAMP: Date.now().toString(36) },
  turbopack: {
    resolveAlias: {
      // Lessons are read in a worker, where what this package has for browsers looks in vain for a document.
      'decode-named-character-reference': './node_modules/decode-named-character-reference/index.js',
    },
    rules: {
      '*.mjs': {
        condition: { path: /\/react-(aria|stately|aria-components)\/dist\/private\/(\w+\/)?intlStrings\.mjs$/ },
        loaders: ['./bin/english-only-loader.cjs'],
      },
    },
  },
  experimental: {
    // The longest lesson in a script of three bytes a character, and some room.
    serverActions: { bodySizeLimit: '5mb' },
    // A page is loaded when somebody opens it: most of them are opened rarely, and all take memory (docs/decisions/080-memory.md).
    preloadEntriesOnStart: false,
    // Nobody reads maps where pages are only served, and they are a part of every first start (docs/decisions/081-first-start.md).
    turbopackSourceMaps: process.env.NODE_ENV !== 'production',
    // What a build found out is kept from the second on: whoever builds again gains by it, who starts once would only wait for it.
    turbopackFileSystemCacheForBuild: existsSync('.next/BUILD_ID'),
  },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    // The player of exercises is loaded by pages elsewhere (docs/player.md).
    {
      source: '/player/:file',
      headers: [
        { key: 'access-control-allow-origin', value: '*' },
        { key: 'cross-origin-resource-policy', value: 'cross-origin' },
        { key: 'cache-control', value: 'public, max-age=300, stale-while-revalidate=86400' },
      ],
    },
  ],
};

export default config;
