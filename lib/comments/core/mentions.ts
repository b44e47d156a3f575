/** Somebody who can be mentioned. */
export interface Mentionable {
  user_id: string;
  display_name: string;
}

/** What is being typed behind an @, up to the caret. */
export interface TypedMention {
  /** Where the @ stands. */
  from: number;
  typed: string;
}

/** Names have blanks, so what is typed may have one as well; a longer stretch is a sentence. */
const TYPED = /(?:^|[\s([{"'“])@([^\s@]{0,40}(?: [^\s@]{0,40})?)$/u;
const MOST = 6;

/** The mention that the caret stands in. */
export function typedMention(text: string, caret: number): TypedMention | null {
  const found = TYPED.exec(text.slice(Math.max(0, caret - 90), caret));
  const typed = found?.[1];
  return typed === undefined ? null : { from: caret - typed.length - 1, typed };
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Of some people, those whose name, or a part of it, begins like that. */
export function mentionable<Person extends Mentionable>(people: readonly Person[], typed: string): Person[] {
  const wanted = folded(typed);
  const ranked = people.flatMap((person) => {
    const name = folded(person.display_name);
    if (name.startsWith(wanted)) return [{ person, rank: 0 }];
    return name.split(/\s+/).some((part) => part.startsWith(wanted)) ? [{ person, rank: 1 }] : [];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ person }) => person);
}

/** The text with the name of somebody in place of what was typed, and where the caret goes. */
export function mention(text: string, { from, typed }: TypedMention, name: string): { text: string; caret: number } {
  const rest = text.slice(from + 1 + typed.length);
  const written = `@${name}${/^\s/.test(rest) ? '' : ' '}`;
  return { text: text.slice(0, from) + written + rest, caret: from + name.length + 2 };
}

export interface Stretch {
  text: string;
  user_id: string | null;
}

/** A text cut into words and mentions of some people; of two names that begin alike the longer one counts. */
export function mentionsIn(text: string, people: readonly Mentionable[]): Stretch[] {
  const byLength = people
    .filter(({ display_name }) => display_name !== '')
    .toSorted((a, b) => b.display_name.length - a.display_name.length);
  const stretches: Stretch[] = [];
  let last = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const named = byLength.find(
      ({ display_name }) =>
        text.startsWith(display_name, at + 1) && !/[\p{L}\p{N}]/u.test(text.charAt(at + 1 + display_name.length)),
    );
    if (!named) continue;
    const end = at + 1 + named.display_name.length;
    if (at > last) stretches.push({ text: text.slice(last, at), user_id: null });
    stretches.push({ text: text.slice(at, end), user_id: named.user_id });
    last = end;
    at = end - 1;
  }
  if (last < text.length) stretches.push({ text: text.slice(last), user_id: null });
  return stretches;
}

/** Whom a text mentions. */
export const mentioned = (text: string, people: readonly Mentionable[]): string[] => [
  ...new Set(mentionsIn(text, people).flatMap(({ user_id }) => user_id ?? [])),
];
