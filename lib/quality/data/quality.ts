import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { FINDING_CODES } from '../core/finding.ts';

const terms = z.array(z.object({ key: z.string(), term: z.string() }));
const teaching = z.object({ spark_id: z.string(), title: z.string(), terms });
const around = z.object({
  objectives: z.array(z.object({ id: z.string(), title: z.string(), is_asked_elsewhere: z.boolean() })),
  exercises: z.array(z.object({ id: z.string(), objective: z.string().nullable(), difficulty: z.string() })),
  has_links: z.boolean(),
  seo: z.object({
    primary_keywords: z.array(z.string()).optional(),
    keyword_density: z.object({ max: z.number() }).optional(),
    meta_description_length: z.object({ max: z.number() }).optional(),
  }),
  trails: z.array(z.string()),
  linked: z.array(teaching.extend({ is_before: z.boolean() })),
});
const lessonQuality = z.object({
  gates: z.array(z.string()),
  dismissals: z.array(
    z.object({
      code: z.string(),
      subject: z.string(),
      reason: z.string(),
      opens_gate: z.boolean(),
      dismissed_by: z.string().nullable(),
    }),
  ),
  around: around.nullable(),
  trails: z.array(z.array(teaching)),
});

/** What stands around a lesson, as the database has it. */
export type LessonQuality = z.infer<typeof lessonQuality>;

/** Reads what stands around a lesson, as far as analysers ask for it. */
export function readLessonQuality(db: Db, workspace_id: string, spark_id: string): Promise<Result<LessonQuality>> {
  return callJson(db, 'read_lesson_quality', { p_workspace: workspace_id, p_spark: spark_id }, lessonQuality);
}

const gates = z.object({
  gates: z.array(z.object({ code: z.string(), is_on: z.boolean(), holds_back: z.number() })),
  unmeasured: z.number(),
});
/** Every finding that may be a gate, whether it is one, and how many changed lessons it holds back or would. */
export type QualityGates = z.infer<typeof gates>;

export function readQualityGates(db: Db, workspace_id: string): Promise<Result<QualityGates>> {
  return callJson(db, 'read_quality_gates', { p_workspace: workspace_id }, gates);
}

export function setQualityGate(db: Db, workspace_id: string, gate: { code: string; is_on: boolean }) {
  return call(db, 'set_quality_gate', { p_workspace: workspace_id, p_code: gate.code, p_is_on: gate.is_on });
}

export interface Dismissal {
  spark_id: string;
  code: string;
  subject: string;
  /** Null lets it be shown again. */
  reason: string | null;
}

export function dismissFinding(db: Db, workspace_id: string, { spark_id, code, subject, reason }: Dismissal) {
  return call(db, 'dismiss_finding', {
    p_workspace: workspace_id,
    p_spark: spark_id,
    p_code: code,
    p_subject: subject,
    p_reason: reason ?? undefined,
  });
}

const counts = z.array(z.object({ id: z.string(), consider: z.number(), blocks: z.number(), unmeasured: z.number() }));
/** Findings in and below an entity, and lessons there that are still being looked at; what has none is left out. */
export type QualityCounts = z.infer<typeof counts>;

export function readQualityCounts(db: Db, workspace_id: string, ids: string[]): Promise<Result<QualityCounts>> {
  return callJson(db, 'read_quality_counts', { p_workspace: workspace_id, p_ids: ids }, counts);
}

const below = z.object({
  lessons: z.number(),
  unmeasured: z.number(),
  blocks: z.number(),
  consider: z.number(),
  /** Findings whose fix needs no decision. */
  fixable: z.number(),
  findings: z.array(
    z.object({
      spark_id: z.uuid(),
      slug: z.string(),
      title: z.string(),
      code: z.enum(FINDING_CODES),
      subject: z.string(),
      blocks: z.boolean(),
    }),
  ),
  concepts: z.array(z.object({ slug: z.string(), title: z.string(), objectives: z.array(z.string()) })),
});
/** What was found in the lessons of a trail or a concept, the gravest first and a thousand at most. */
export type QualityBelow = z.infer<typeof below>;

export function readQualityBelow(db: Db, workspace_id: string, id: string): Promise<Result<QualityBelow>> {
  return callJson(db, 'read_quality_below', { p_workspace: workspace_id, p_id: id }, below);
}

const trend = z.array(z.object({ day: z.string(), gps: z.number(), didactic: z.number(), lessons: z.number() }));

/** The mean scores of a trail's lessons, day by day. */
export function readQualityTrend(db: Db, workspace_id: string, trail_id: string, days: number) {
  return callJson(db, 'read_quality_trend', { p_workspace: workspace_id, p_trail: trail_id, p_days: days }, trend);
}
