import { importsOf } from './imports.ts';

// What stands on a floor because of what it does, which its imports and its text tell.

/** Services that touch nothing outside by themselves and stay where they are, each with the reason. */
export const SERVED: Readonly<Record<string, string>> = {
  'lib/bundles/services/folder-places.ts': 'Reads the files that it is given, one after the other.',
  'lib/bundles/services/folder-source.ts': 'Reads the files that it is given, one after the other.',
  'lib/catalogue/services/free-slug.ts': 'Calls what it is given until it succeeds.',
  'lib/generation/services/tracing.ts': 'Speaks to the tracing of its process.',
};

const OUTSIDE =
  /\b(Date\.now|new Date\(\)|performance\.|set(Timeout|Immediate|Interval)\(|Math\.random|fetch\(|process\.)/;
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** Whether a service touches nothing but values: no data, file, clock or environment, by itself or through another service. */
export function isPure(file: string, read: (file: string) => string): boolean {
  const source = read(file).replaceAll(COMMENTS, '');
  if (OUTSIDE.test(source)) return false;
  return importsOf(file, source).every(({ to, isType }) => {
    if (isType) return true;
    if (/^(node:|server-only$)|^lib\/\w+\/(data|env|log)(\/|\.ts)/.test(to)) return false;
    return !/^lib\/\w+\/services(\/|\.ts)/.test(to) || isPure(to, read);
  });
}

/** Whether a file speaks to the database in SQL. */
export const speaksSql = (source: string) => /\.query(<[^(]*>)?\(/.test(source);
