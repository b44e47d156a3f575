import { USERS_FILE } from '../folder-names.ts';
import { isJson, problemAt } from '../outside.ts';
import type { BundleProblem } from '../problem.ts';

/** Who the owner keys of unit files are: the e-mail of each key. */
export type OwnerKeys = ReadonlyMap<string, string>;

/** Who is behind owner keys, and what is wrong with the file that says so. */
export interface Owners {
  /** Null where no file says it. */
  keys: OwnerKeys | null;
  problems: BundleProblem[];
}

export const NO_OWNERS: Owners = { keys: null, problems: [] };

/** Reads a users.json in either spelling: a list of `{id, email, name?, key}`, or `email_to_key`. */
export function readUsers(text: string): Owners {
  try {
    const keys = keysOf(JSON.parse(text));
    if (keys) return { keys, problems: [] };
  } catch {
    // No JSON at all: said in the same words.
  }
  const message = `${USERS_FILE} says of nobody which key is theirs.`;
  const hint = 'Write a list of {"id", "email", "key"}, or {"email_to_key": {"ana@example.org": "ana"}}.';
  return { keys: null, problems: [{ ...problemAt('invalid_type', [], message, hint), file: USERS_FILE }] };
}

function keysOf(value: unknown): OwnerKeys | null {
  const list = Array.isArray(value) ? value : isJson(value) && Array.isArray(value.users) ? value.users : null;
  if (list)
    return new Map(
      list.flatMap((user): [string, string][] =>
        isJson(user) && typeof user.key === 'string' && typeof user.email === 'string' ? [[user.key, user.email]] : [],
      ),
    );
  const map = isJson(value) ? (value.email_to_key ?? value) : null;
  if (!isJson(map) || !Object.values(map).every((key) => typeof key === 'string')) return null;
  return new Map(Object.entries(map).map(([email, key]) => [String(key), email]));
}

/** Who owns a unit: the id of a member, what is wrong with its key, or neither. */
export function ownerOf(
  owner_key: unknown,
  known: {
    /** What users.json says; null where there is none. */
    keys: OwnerKeys | null;
    /** Ids of members by their e-mail in lower case. */
    members: ReadonlyMap<string, string>;
    /** Whoever takes over units of unknown owners. */
    taker: string | null;
  },
): { owner_id: string | null; problems: BundleProblem[] } {
  const { keys, members, taker } = known;
  if (typeof owner_key !== 'string') return { owner_id: null, problems: [] };
  const email = keys?.get(owner_key);
  const member = email === undefined ? undefined : members.get(email.toLowerCase());
  if (member !== undefined || taker !== null) return { owner_id: member ?? taker, problems: [] };
  if (keys && email === undefined) {
    const there = [...keys.keys()].sort().join(', ') || 'none';
    const message = `Unknown owner_key: ${owner_key} is not in ${USERS_FILE}. Keys that are there: ${there}.`;
    const hint = `Add the person to ${USERS_FILE}, or import with --owner me to take the unit over.`;
    return { owner_id: null, problems: [problemAt('unknown_owner_key', ['owner_key'], message, hint)] };
  }
  const why = keys ? `${email} is no member of this workspace` : `there is no ${USERS_FILE} beside this file`;
  const message = `Nobody is known as ${owner_key}: ${why}. The key is kept.`;
  const hint = 'Nothing needs to be done; with --owner me the unit becomes yours.';
  return { owner_id: null, problems: [problemAt('unknown_owner_key', ['owner_key'], message, hint, 'warning')] };
}
