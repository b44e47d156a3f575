/** What could not be sent: the text, the text it began with, and when it was written. */
export interface Draft {
  text: string;
  base: string;
  at: string;
  /** It waits for its author to propose it, and is not sent by itself. */
  is_held?: boolean;
}

/** Where a draft belongs: to the person who wrote it, and to nobody else who signs in on this device. */
export interface DraftPlace {
  user_id: string;
  workspace_id: string;
  spark_id: string;
}

/** A draft with what tells people which one it is. */
export interface KeptDraft extends Draft, Omit<DraftPlace, 'user_id'> {
  title: string;
  slug: string;
}

const PREFIX = 'trailwright-draft:';

/** Under what a draft is kept on the device. */
export const draftKey = ({ user_id, workspace_id, spark_id }: DraftPlace): string =>
  `${PREFIX}${user_id}:${workspace_id}:${spark_id}`;

const FIELDS = ['text', 'base', 'at', 'title', 'slug'] as const;

/** Checked by hand: every page looks for drafts, offline as well, and a library for it would be a fifth of what a page loads. */
function isKept(value: unknown): value is Pick<KeptDraft, (typeof FIELDS)[number] | 'is_held'> {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    FIELDS.every((name) => typeof fields[name] === 'string') &&
    INSTANT.test(fields.at as string) &&
    !Number.isNaN(Date.parse(fields.at as string))
  );
}

/** As `toISOString` writes it. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The draft that an entry of the device holds, if it is one of this person. What others wrote is not looked at. */
export function readKept(user_id: string, key: string, value: string | null): KeptDraft | null {
  const mine = `${PREFIX}${user_id}:`;
  if (!key.startsWith(mine) || value === null) return null;
  const [workspace_id, spark_id, ...rest] = key.slice(mine.length).split(':');
  if (!workspace_id || !spark_id || rest.length > 0) return null;
  try {
    const kept: unknown = JSON.parse(value);
    if (!isKept(kept)) return null;
    const { text, base, at, title, slug, is_held } = kept;
    return { text, base, at, title, slug, workspace_id, spark_id, ...(is_held === true && { is_held }) };
  } catch {
    return null;
  }
}

/** What is written under the key: where it belongs stands there already. */
export const writeKept = ({
  text,
  base,
  at,
  title,
  slug,
  is_held,
}: Draft & Pick<KeptDraft, 'title' | 'slug'>): string => JSON.stringify({ text, base, at, title, slug, is_held });
