import type { NextRequest } from 'next/server';
import { otherClient, promptBody } from '#lib/generation/core/generate-request.ts';
import { addPromptJob } from '#lib/generation/data/prompt-rules.ts';
import { promptFor, promptText } from '#lib/generation/services/prompt.ts';
import { callerOf, jsonOf, refuse } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

/**
 * Assembles a prompt and answers `{job_id}`, by which `GET .../prompt/{job_id}` gives it. Nothing is spent. From the studio as the
 * signed-in person (same origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const slug = (await params).workspace;
  const caller = await callerOf(request, slug, 'job.start');
  if (!caller.ok) return refuse(caller.problem);
  const body = await jsonOf(request);
  if (!body.ok) return refuse(body.problem);
  const parsed = promptBody.safeParse(body.data);
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [path.join('.') || 'body', message]),
    );
    return refuse({ code: 'invalid_input', message: 'The request is not one for a prompt.', fields });
  }
  const { db, workspace_id } = caller.data;
  const { topic, keywords, content_type, client_id } = parsed.data;
  const other = otherClient(client_id, { slug, id: workspace_id });
  if (other) return refuse(other.problem);
  const made = await promptFor(db, workspace_id, {
    content_type: `companion_${content_type}`,
    request: { topic, keywords, length: 'medium' },
  });
  if (!made.ok) return refuse(made.problem);
  const kept = await addPromptJob(db, workspace_id, promptText(made.data), { ...made.data.metadata, content_type });
  return kept.ok ? Response.json({ job_id: kept.data }) : refuse(kept.problem);
}
