import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { WRITTEN_FORMATS } from '#lib/bundles/core/outside-format.ts';
import { type WrittenFile, writeOutsideFile } from '#lib/bundles/services/written-outside.ts';
import { EXPORT_FILES, exportFormat, exportScope } from '#lib/exercises/core/export.ts';
import { exportQuestions } from '#lib/exercises/services/export.ts';
import { callerOf, refuse } from '../upload-door.ts';

const asked = z.union([
  z.object({ format: z.enum(WRITTEN_FORMATS), slug: z.string().min(1).max(200) }),
  z.object({
    scope: exportScope,
    format: exportFormat,
    /** The file is called so, with the ending of its format; Moodle shows it as a category. */
    name: z.string().trim().min(1).max(200).optional(),
    has_decimal_comma: z.boolean().optional(),
  }),
]);

/**
 * Gives exercises as a file of another tool: `{scope: [{spark_id, exercise_ids}] or null for all, format, name}`; or a concept as a unit
 * file, a trail as a course export or packed course folder: `{format: "unit", slug}`. From the studio as the signed-in person (same
 * origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ workspace: string }> },
): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'content.read');
  if (!caller.ok) return refuse(caller.problem);
  const input = asked.safeParse(await request.json().catch(() => null));
  if (!input.success)
    return refuse({
      code: 'invalid_input',
      message: 'Say what to export and how: {"scope": null, "format": "gift"}, or {"slug": "joins", "format": "unit"}.',
    });
  const { db, workspace_id } = caller.data;
  if ('slug' in input.data) {
    const file = await writeOutsideFile(db, { workspace_id }, input.data.format, input.data.slug);
    return file.ok ? fileAnswer(file.data) : refuse(file.problem);
  }
  const { scope, format, name = 'exercises', has_decimal_comma } = input.data;
  const written = await exportQuestions(db, {
    workspace_id,
    scope,
    format,
    name,
    has_decimal_comma,
    signal: request.signal,
  });
  if (!written.ok) return refuse(written.problem);
  const { ending, media_type } = EXPORT_FILES[format];
  return fileAnswer({ name: `${name}${ending}`, media_type, bytes: written.data.bytes });
}

function fileAnswer({ name, media_type, bytes }: WrittenFile): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': media_type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
