import type { ReactNode } from 'react';

/** A plain table for reading, which scrolls by itself where it is too wide. */
export function DocTable({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: string[];
  rows: { key: string; cells: ReactNode[] }[];
}) {
  return (
    <section aria-label={caption} className="my-3 overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken text-muted">
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-t border-line align-top">
              {cells.map((cell, at) => (
                <td key={head[at]} className="px-3 py-2">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Code({ children }: { children: ReactNode }) {
  return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.85em] text-ink">{children}</code>;
}

/** A block of code that is reached by keyboard, so that it can be scrolled without a mouse. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to for those without a mouse.
      tabIndex={0}
      className="my-3 max-h-96 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5"
    >
      <pre>{children}</pre>
    </section>
  );
}

/** A sentence with `code` in it. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`').map((part, at) => ({ part, isCode: at % 2 === 1, key: `${at}${part}` }));
  return parts.map(({ part, isCode, key }) => (isCode ? <Code key={key}>{part}</Code> : part));
}
