import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson, parseAnswer } from '#lib/base/data/rpc.ts';
import type { ProfiledKind, ProfileKind } from '../core/profiles.ts';

const figure = z.number().nullable();

const profileJson = z.object({
  profile: bodyJson.nullable(),
  research: bodyJson.nullable(),
  resources: z.array(
    z.object({
      id: z.string(),
      resource_type: z.string().nullable(),
      filename: z.string().nullable(),
      source_url: z.string().nullable(),
      file_size: figure,
      characters: figure,
    }),
  ),
  conversations: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      title: z.string().nullable(),
      status: z.string().nullable(),
      message_count: z.number(),
      last_message_at: z.string().nullable(),
    }),
  ),
  runs: z.array(
    z.object({
      id: z.string(),
      flow_name: z.string().nullable(),
      status: z.string().nullable(),
      total_tokens: figure,
      cost_micros: figure,
      execution_time_ms: figure,
      completed_at: z.string().nullable(),
      is_imported: z.boolean(),
      steps: z.number(),
      models: z.array(z.string()),
    }),
  ),
  personas: z.array(z.object({ id: z.string(), display_name: z.string() })),
  counted: z.object({ modules: z.number().optional(), lessons: z.number().optional(), minutes: z.number().optional() }),
});
export type ProfilePanel = z.infer<typeof profileJson>;

/** What a concept is as a unit, a spark as a lesson, a trail as a course. */
export async function readProfile(
  db: Db,
  workspace_id: string,
  kind: ProfiledKind,
  id: string,
): Promise<Result<ProfilePanel>> {
  return callJson(db, 'read_profile', { p_workspace: workspace_id, p_kind: kind, p_id: id }, profileJson);
}

const mediaFile = z
  .object({ path: z.string(), sha256: z.string(), media_type: z.string(), alt_text: z.string().nullable() })
  .nullable();
const profileMedia = z.object({ audio: mediaFile, image: mediaFile, is_audio_stale: z.boolean() });
export type ProfileMedia = z.infer<typeof profileMedia>;

/** The files that the recording of a lesson or the picture of a unit are here, and whether the recording is older than its transcript. */
export async function readProfileMedia(
  db: Db,
  workspace_id: string,
  kind: 'concept' | 'spark',
  id: string,
): Promise<Result<ProfileMedia>> {
  return callJson(db, 'read_profile_media', { p_workspace: workspace_id, p_kind: kind, p_id: id }, profileMedia);
}

export interface ProfileEdit {
  kind: ProfileKind;
  /** The concept, spark or trail. */
  owner_id: string;
  /** Which of several below the owner: the day of a performance record. */
  key?: string;
  /** The id of that one, where the writer saw it: once somebody removed it, it is not made anew. */
  seen?: string;
  /** What the writer saw in each field that is saved. */
  base: Record<string, unknown>;
  patch: Record<string, unknown>;
}

const savedJson = z.object({
  row: bodyJson.nullable(),
  /** Fields that somebody else has changed since, and what they say now. */
  conflicts: bodyJson,
  change_set_id: z.string().nullable(),
});
export type SavedProfile = z.infer<typeof savedJson>;

/** Saves fields, each by itself: what somebody else changed meanwhile is not overwritten and keeps nothing else back. */
export async function saveProfile(db: Db, workspace_id: string, edit: ProfileEdit): Promise<Result<SavedProfile>> {
  const { kind, owner_id, base, patch, key, seen } = edit;
  const p_base = seen === undefined ? base : { ...base, id: seen };
  const args = { p_workspace: workspace_id, p_kind: kind, p_owner: owner_id, p_base, p_patch: patch, p_key: key };
  return callJson(db, 'save_profile', args, savedJson);
}

const messageJson = z.looseObject({ role: z.string().catch(''), content: z.string().catch('') });

/** The messages of a conversation, or the text of a resource as one. */
export async function readLongText(
  db: Db,
  workspace_id: string,
  of: 'resource' | 'conversation',
  id: string,
): Promise<Result<{ role: string; content: string }[]>> {
  if (of === 'resource') {
    const { data, error } = await db
      .from('resources')
      .select('extracted_text')
      .eq('workspace_id', workspace_id)
      .eq('id', id)
      .maybeSingle();
    if (error) return problemFromPostgres(error);
    return data ? ok([{ role: '', content: data.extracted_text ?? '' }]) : fail('not_found', 'This resource is gone.');
  }
  const { data, error } = await db
    .from('conversations')
    .select('source')
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  if (!data) return fail('not_found', 'This conversation is gone.');
  const source = parseAnswer('conversations', z.object({ messages: z.array(messageJson).catch([]) }), data.source);
  return source.ok ? ok(source.data.messages.map(({ role, content }) => ({ role, content }))) : source;
}
