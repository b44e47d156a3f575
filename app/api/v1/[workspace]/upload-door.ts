import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { can, type Permission } from '#lib/base/core/permissions.ts';
import { fail, HTTP_STATUS, ok, type Problem, type Result } from '#lib/base/core/problem.ts';
import { isSameOrigin } from '#lib/base/core/request.ts';
import { type Db, tokenClient } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { getSeated } from '#lib/base/services/session.ts';
import { getWorkspace } from '#lib/people/data/workspaces.ts';

// What the doors for files have alike: who comes, how much they bring, and how they are refused.

export interface Caller {
  db: Db;
  workspace_id: string;
}

/** From the studio the signed-in person (same origin), from elsewhere whoever `Authorization: Bearer <token>` names. */
export async function callerOf(request: NextRequest, slug: string, permission: Permission): Promise<Result<Caller>> {
  const token = request.headers.get('authorization')?.match(/^Bearer (\S+)$/i)?.[1];
  if (token) {
    const { supabaseUrl, publishableKey } = env();
    const db = tokenClient(supabaseUrl, publishableKey, token);
    const workspace = await getWorkspace(db, slug);
    return workspace.ok ? ok({ db, workspace_id: workspace.data.id }) : workspace;
  }
  if (!isSameOrigin(request.headers)) return fail('forbidden', 'This request did not come from the studio.');
  const seated = await getSeated(slug);
  if (!seated.ok) return seated;
  if (!can(seated.data.role, permission)) return fail('forbidden', 'Your role in this workspace does not allow that.');
  return ok({ db: seated.data.db, workspace_id: seated.data.workspace.id });
}

/** Writes the body to a file; false when it is larger than that. */
export async function spool(body: ReadableStream, file: string, most_bytes: number): Promise<boolean> {
  let bytes = 0;
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length;
      next(bytes > most_bytes ? new Error('too large') : null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(body), bound, createWriteStream(file));
    return true;
  } catch (error) {
    if (bytes > most_bytes) return false;
    throw error;
  }
}

const MOST_JSON_BYTES = 200_000;

/** The JSON of a request. */
export async function jsonOf(request: NextRequest, most_characters = MOST_JSON_BYTES): Promise<Result<unknown>> {
  return jsonIn(await request.text(), most_characters);
}

/** The JSON of a body that was read. */
export function jsonIn(text: string, most_characters = MOST_JSON_BYTES): Result<unknown> {
  if (text.length > most_characters) return fail('invalid_input', 'The request is too large.');
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('invalid_input', 'The body is no JSON. Send an object.', { fields: { body: 'Send a JSON object.' } });
  }
}

/** A refusal as RFC 9457 has it, with our code, and with the sentence and the fields by the names that clients of the generation API read. */
export function refuse(problem: Problem, status: number = HTTP_STATUS[problem.code]): Response {
  return Response.json(
    {
      type: 'about:blank',
      title: problem.message,
      status,
      code: problem.code,
      detail: problem.message,
      error: problem.message,
      details: problem.fields ?? {},
    },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
