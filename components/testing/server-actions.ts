import type { Plugin } from 'vite';

const DIRECTIVE = /^\s*['"]use server['"]/;
const EXPORTED = /^export (?:const|async function) (\w+)/gm;

/**
 * What Next.js does with modules of server actions, for component tests: the browser gets functions of the same names, and what
 * is called is answered by `answer` (components/testing/server.ts). Nothing of the server is loaded.
 */
export function serverActions(): Plugin {
  return {
    name: 'server-actions',
    enforce: 'pre',
    transform(code, id) {
      if (!DIRECTIVE.test(code)) return null;
      const names = Array.from(code.matchAll(EXPORTED), ([, name]) => name as string);
      if (names.length === 0) this.error(`No action found in ${id}`);
      const stubs = names.map((name) => `export const ${name} = (...args) => call(${JSON.stringify(name)}, args);`);
      return { code: ["import { call } from '/components/testing/server.ts';", ...stubs].join('\n'), map: null };
    },
  };
}
