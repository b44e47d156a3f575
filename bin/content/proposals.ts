import { readFile } from 'node:fs/promises';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import {
  type Decision,
  decision,
  REASONS,
  type ReasonName,
  type ReviewGroup,
  type ReviewItem,
  type ReviewView,
} from '#lib/review/core/proposal.ts';
import { readItem, readQueue, undoDecision } from '#lib/review/data/proposals.ts';
import { decideProposal } from '#lib/review/services/decide.ts';
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
  risk?: boolean;
  offset: number;
}

/** Proposals by heading, in the order in which they are best decided. */
export async function proposals(options: ProposalsOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const { show, group, job, place, risk, offset } = options;
  const where = place ? await getEntityHead(db, workspace.id, place.kind, place.slug) : null;
  if (where && !where.ok) return failed(where.problem);
  const filter = {
    show,
    ...(group && { groups: group }),
    ...(job && { job_id: job }),
    ...(where?.ok && { place_id: where.data.id }),
    ...(risk && { has_risk: true }),
  };
  const queue = await readQueue(db, workspace.id, filter, offset);
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

export interface ProposalOptions extends ConnectOptions {
  approve?: boolean;
  reject?: ReasonName;
  undo?: boolean;
  /** Words to a rejection. */
  note?: string;
  /** A file with the text as it was edited. */
  text?: string;
  baseHash?: string;
  into?: Named;
}

const OF_PLACES = 'A lesson goes into concept:SLUG, a course into domain:SLUG.';
const OF_APPROVALS = '--text, --base-hash and --into belong to --approve.';

/** One proposal as it stands; it can be approved, rejected, and a decision taken back. */
export async function proposal(id: string, options: ProposalOptions): Promise<Outcome> {
  const { approve, reject, undo, note, text, baseHash, into } = options;
  if ([approve, reject, undo].filter(Boolean).length > 1)
    return usage('A proposal is approved, rejected, or its decision taken back: one of them.');
  if (!approve && (text ?? baseHash ?? into) !== undefined) return usage(OF_APPROVALS);
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
  const item = await readItem(db, workspace.id, id);
  return item.ok ? done({ proposal: item.data }, told(item.data)) : failed(item.problem);
}

/** What was decided, or why that is no decision. */
async function decisionOf({ db, workspace }: Connection, options: ProposalOptions): Promise<Decision | Outcome> {
  const { reject, note, text, baseHash, into } = options;
  const place = into ? await getEntityHead(db, workspace.id, into.kind, into.slug) : null;
  if (place && !place.ok) return failed(place.problem);
  const read = decision.safeParse(
    reject
      ? { do: 'reject', reason_code: REASONS.indexOf(reject) + 1, reason: note }
      : {
          do: 'approve',
          ...(text !== undefined && { final: { content_md: await readFile(text, 'utf8') } }),
          ...(baseHash !== undefined && { base_hash: baseHash }),
          ...(into && place?.ok && { [`${into.kind}_id`]: place.data.id }),
        },
  );
  if (read.success) return read.data;
  const [first] = read.error.issues;
  return usage(`${reject ? '--note' : `--${first?.path[0] === 'final' ? 'text' : 'base-hash'}`}: ${first?.message}`);
}

/** A proposal for people: what it would write, for what, and what became of it. */
function told(item: ReviewItem): string {
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
