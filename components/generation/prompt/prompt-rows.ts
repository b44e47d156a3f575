import type { PreviewedPrompt } from '#lib/generation/services/rules.ts';

type Line = PreviewedPrompt['lines'][number];

/** Whose words a line is, as people choose lines by it. */
export const WHO = ['workspace', 'parent', 'builtin', 'place', 'request', 'source'] as const;
export type Who = (typeof WHO)[number];
export const whoseLine = ({ origin, owner }: Line): Who => (origin === 'place' ? 'place' : owner);

/** What one rule, template, place or source says in one message, and what of others it replaces. */
export interface PromptRow {
  who: Who;
  lines: Line[];
  replaced: Line[];
}

/** A prompt in rows: neighbouring lines of one origin together, each with the rules that it stands in place of. */
export function promptRows(lines: readonly Line[]): PromptRow[] {
  const rows: PromptRow[] = [];
  for (const line of lines) {
    if (line.replaced_by !== undefined) continue;
    const last = rows.at(-1);
    const [first] = last?.lines ?? [];
    const goesOn =
      first &&
      first.role === line.role &&
      first.origin === line.origin &&
      first.name === line.name &&
      line.origin !== 'source';
    if (last && goesOn) last.lines.push(line);
    else rows.push({ who: whoseLine(line), lines: [line], replaced: [] });
  }
  for (const line of lines) {
    if (line.replaced_by === undefined) continue;
    const by = rows.find(({ lines: [first] }) => first?.origin === line.origin && first.name === line.replaced_by);
    by?.replaced.push(line);
  }
  return rows;
}
