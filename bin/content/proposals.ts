import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import {
  type Decision,
  decidedPart,
  decision,
  type Facet,
  type ItemForPrograms,
  REASONS,
  type ReasonName,
  type ReviewFilter,
  type ReviewGroup,
  type ReviewItem,
  type ReviewView,
} from '#lib/review/core/proposal.ts';
import { readFacets, readQueue, undoDecision } from '#lib/review/data/proposals.ts';
import { decideProposal } from '#lib/review/services/decide.ts';
import { readWithExercises } from '#lib/review/services/items.ts';
import { type Connection, type ConnectOptions, connect } from './connect.ts';
import { done, failed, type Outcome, table, usage } from './report.ts';
import { say } from './waiting.ts';

interface Named {
  kind: NamedKind;
  slug: string;
}

export interface ProposalsOptions extends ConnectOptions {
  show: ReviewView;
  group?: ReviewGroup[];
  job?: string;
  place?: Named;
  trail?: string;
  /** Whoever asked for it and whoever it is assigned to, by name or by id. */
  by?: string;
  assignedTo?: string;
  model?: string;
  template?: string;
  olderThan?: number;
  risk?: boolean;
  offset: number;
}

/** Proposals by heading, in the order in which they are best decided. */
export async function proposals(options: ProposalsOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const { offset } = options;
  const filter = await filterOf(connected.data, options);
  if (!filter.ok) return failed(filter.problem);
  const queue = await readQueue(db, workspace.id, filter.data, offset);
  if (!queue.ok) return failed(queue.problem);
  const { items, total } = queue.data;
  const rest = total - offset - items.length;
  if (rest > 0) say(`${rest} more: --offset ${offset + items.length}`);
  const rows = items.map((one) => [
    one.id,
    one.in_group,
    one.status,
    one.risks.join(' '),
    one.place?.title?.slice(0, 40) ?? '',
    one.title.slice(0, 60),
  ]);
  const text =
    rows.length > 0 ? table(['id', 'heading', 'state', 'risks', 'place', 'title'], rows) : 'No such proposals.';
  return done(queue.data, text);
}

/** What was asked for, with ids in place of the names it was asked with. */
async function filterOf({ db, workspace }: Connection, options: ProposalsOptions): Promise<Result<ReviewFilter>> {
  const { show, group, job, place, trail, by, assignedTo, model, template, olderThan, risk } = options;
  const where = place ? await getEntityHead(db, workspace.id, place.kind, place.slug) : null;
  if (where && !where.ok) return where;
  const along = trail ? await getEntityHead(db, workspace.id, 'trail', trail) : null;
  if (along && !along.ok) return along;
  const facets = (by ?? assignedTo) ? await readFacets(db, workspace.id) : null;
  if (facets && !facets.ok) return facets;
  const asked_by = personNamed(by, facets?.data.askers);
  if (!asked_by.ok) return asked_by;
  const assigned_to = personNamed(assignedTo, facets?.data.reviewers);
  if (!assigned_to.ok) return assigned_to;
  return ok({
    show,
    ...(group && { groups: group }),
    ...(job && { job_id: job }),
    ...(where && { place_id: where.data.id }),
    ...(along && { trail_id: along.data.id }),
    ...(asked_by.data && { asked_by: asked_by.data }),
    ...(assigned_to.data && { assigned_to: assigned_to.data }),
    ...(model && { model }),
    ...(template && { template }),
    ...(olderThan && { older_than_days: olderThan }),
    ...(risk && { has_risk: true }),
  });
}

/** The id of the one of these people who is called so; an id is taken as it is, for who has nothing waiting is not among them. */
function personNamed(said: string | undefined, people: readonly Facet[] = []): Result<string | null> {
  if (said === undefined || z.uuid().safeParse(said).success) return ok(said ?? null);
  const found = people.filter(({ name }) => name.toLowerCase() === said.toLowerCase());
  const [one] = found;
  if (one && found.length === 1) return ok(one.id);
  const names = people.map(({ name }) => name).join(', ');
  return fail(
    'not_found',
    one ? `Several people here are called ${said}. Give an id.` : `Nobody here is called ${said}. There are: ${names}.`,
  );
}

export interface ProposalOptions extends ConnectOptions {
  approve?: boolean;
  reject?: ReasonName;
  undo?: boolean;
  /** Words to a rejection. */
  note?: string;
  /** A file with the text as it was edited. */
  text?: string;
  /** A file with what is decided about each exercise or link, as JSON. */
  parts?: string;
  baseHash?: string;
  into?: Named;
}

const OF_PLACES = 'A lesson goes into concept:SLUG, a course into domain:SLUG.';
const OF_APPROVALS = '--text, --parts, --base-hash and --into belong to --approve.';

/** One proposal as it stands; it can be approved, rejected, and a decision taken back. */
export async function proposal(id: string, options: ProposalOptions): Promise<Outcome> {
  const { approve, reject, undo, note, text, parts, baseHash, into } = options;
  if ([approve, reject, undo].filter(Boolean).length > 1)
    return usage('A proposal is approved, rejected, or its decision taken back: one of them.');
  if (!approve && (text ?? parts ?? baseHash ?? into) !== undefined) return usage(OF_APPROVALS);
  if (into && into.kind !== 'concept' && into.kind !== 'domain') return usage(OF_PLACES);
  if (!reject && note !== undefined) return usage('--note belongs to --reject.');
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  if (approve || reject) {
    const made = await decisionOf(connected.data, options);
    if ('code' in made) return made;
    const decided = await decideProposal(db, workspace.id, id, made);
    if (!decided.ok) return failed(decided.problem);
  }
  const undone = undo ? await undoDecision(db, workspace.id, id) : null;
  if (undone && !undone.ok) return failed(undone.problem);
  const item = await readWithExercises(db, workspace.id, id);
  return item.ok ? done({ proposal: item.data }, told(item.data)) : failed(item.problem);
}

/** What was decided, or why that is no decision. */
async function decisionOf({ db, workspace }: Connection, options: ProposalOptions): Promise<Decision | Outcome> {
  const { reject, note, text, parts, baseHash, into } = options;
  const place = into ? await getEntityHead(db, workspace.id, into.kind, into.slug) : null;
  if (place && !place.ok) return failed(place.problem);
  const by_part = parts === undefined ? null : await partsIn(parts);
  if (by_part && !by_part.success) return usage(`--parts: ${wrongPart(by_part.error)}`);
  const read = decision.safeParse(
    reject
      ? { do: 'reject', reason_code: REASONS.indexOf(reject) + 1, reason: note }
      : {
          do: 'approve',
          ...(text !== undefined && { final: { content_md: await readFile(text, 'utf8') } }),
          ...(by_part && { parts: by_part.data }),
          ...(baseHash !== undefined && { base_hash: baseHash }),
          ...(into && place?.ok && { [`${into.kind}_id`]: place.data.id }),
        },
  );
  if (read.success) return read.data;
  const [first] = read.error.issues;
  return usage(`${reject ? '--note' : `--${first?.path[0] === 'final' ? 'text' : 'base-hash'}`}: ${first?.message}`);
}

const partsIn = async (file: string) => partsJson.safeParse(await readFile(file, 'utf8'));
const partsJson = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'The file is no JSON.' });
      return z.NEVER;
    }
  })
  .pipe(decidedPart.strict().array().max(1_000));

function wrongPart({ issues: [first] }: z.ZodError): string {
  const [nth, field] = first?.path ?? [];
  return nth === undefined
    ? (first?.message ?? '')
    : `of number ${String(nth)}, ${String(field ?? 'all')}: ${first?.message}`;
}

/** A proposal for people: what it would write, for what, and what became of it. */
function told(item: ItemForPrograms): string {
  const { decided, place, risks, asked_by_name, lesson, stale_because } = item;
  const reason = decided?.reason_code ? REASONS[decided.reason_code - 1] : null;
  return [
    `${item.in_group} "${item.title}": ${item.status}${stale_because ? ` (${stale_because})` : ''}`,
    ...(place?.title ? [`For ${place.kind ?? 'a place'} "${place.title}"${place.in ? ` in ${place.in}` : ''}.`] : []),
    ...(asked_by_name ? [`Asked for by ${asked_by_name}.`] : []),
    ...(risks.length > 0 ? [`Look closely: ${risks.join(', ')}.`] : []),
    ...(item.status === 'stale' && lesson ? [`Merge it with the lesson, then --base-hash ${lesson.base_hash}.`] : []),
    ...(decided
      ? [
          `By ${decided.by_name ?? 'somebody'}${reason ? `: ${reason}` : ''}${decided.reason ? `, ${decided.reason}` : ''}.`,
        ]
      : []),
    ...item.exercises_now.map(({ exercise_id, hash, is_as_drafted }) =>
      hash
        ? `Exercise ${exercise_id}${is_as_drafted ? '' : ' has changed since'}: exercise_hash ${hash}.`
        : `Exercise ${exercise_id} is not in the lesson any more.`,
    ),
    '',
    written(item),
  ].join('\n');
}

/** What an approval would write, in short. */
function written({ body, lesson }: ReviewItem): string {
  switch (body.kind) {
    case 'spark':
    case 'piece':
      return body.content_md;
    case 'draft':
      return lesson?.content_md ?? '';
    case 'links':
      return body.links
        .map(({ source, target, reason }) => `${source.title} before ${target.title}: ${reason}`)
        .join('\n');
    case 'exercises':
    case 'quiz':
      return body.exercises
        .map((part, nth) => {
          const { stem, id } = part.do === 'remove' ? part.before : part.exercise;
          const does = part.do === 'add' ? '' : `${part.do} `;
          return `${nth + 1}. ${does}${String(stem ?? id)}${part.do === 'remove' ? ` (${part.why})` : ''}`;
        })
        .join('\n');
    case 'outline':
      return body.modules
        .map(({ title, lessons }) => [title, ...lessons.map((one) => `  ${one.title}`)].join('\n'))
        .join('\n');
    default:
      return JSON.stringify(body, null, 2);
  }
}
