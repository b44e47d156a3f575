import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { MOST_BYTES, RESULT_FORMATS } from '#lib/results/core/answers.ts';
import { COLUMN_ROLES } from '#lib/results/core/columns.ts';
import { listResultsOf, resultsTable } from '#lib/results/services/figures.ts';
import { importResults, type ResultRun } from '#lib/results/services/import.ts';
import { readApart } from '#lib/results/services/read-file.ts';
import { callerOf, refuse, spool } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

const figuresAsked = z.object({
  spark: z.string().max(200).optional(),
  format: z.enum(['json', 'csv']).default('json'),
});

/**
 * The figures of the exercises that have answers, worst first: of all, or with `?spark=SLUG` of one spark; `?format=csv` as a table. For
 * programs with `Authorization: Bearer <token of a person>`: pages of the studio ask by their reads.
 */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'content.read');
  if (!caller.ok) return refuse(caller.problem);
  const asked = figuresAsked.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!asked.success) return refuse({ code: 'invalid_input', message: 'format is json or csv, spark a slug.' });
  const { spark = null, format } = asked.data;
  const results = await listResultsOf(caller.data.db, caller.data.workspace_id, spark);
  if (!results.ok) return refuse(results.problem);
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if (format === 'json') return Response.json(results.data, { headers });
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(`results-${spark ?? 'all'}.csv`)}`;
  return new Response(resultsTable(results.data), {
    headers: { ...headers, 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition },
  });
}

const importAsked = z.object({
  file_name: z.string().default('upload'),
  dry_run: z.enum(['0', '1']).default('0'),
  format: z.enum(RESULT_FORMATS).optional(),
  spark: z.string().max(200).optional(),
  columns: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(COLUMN_ROLES)).max(2_000))
    .optional(),
  /** What the file calls exercises, and which they are: `{"q7": "spark/exercise"}`. */
  names: z
    .string()
    .max(20_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('names is no JSON');
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), z.string()))
    .default({}),
});

/**
 * Takes answers of learners (CSV, xAPI statements, SCORM interactions). With `?dry_run=1` it only says what an import would do. From the
 * studio as the signed-in person (same origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'import.run');
  if (!caller.ok) return refuse(caller.problem);
  const asked = importAsked.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!asked.success) {
    const [where] = asked.error.issues;
    return refuse({
      code: 'invalid_input',
      message: `Of what was asked, ${String(where?.path[0])} cannot be understood (docs/results.md).`,
    });
  }
  const { body } = request;
  if (!body) return refuse({ code: 'invalid_input', message: 'The request has no body. Send the file as it is.' });
  const { file_name, dry_run, format, spark = null, columns, names } = asked.data;
  return withTemporary(async (folder) => {
    const file = path.join(folder, 'answers');
    if (!(await spool(body as ReadableStream, file, MOST_BYTES))) {
      return refuse(
        { code: 'invalid_input', message: 'The file is larger than 64 MB. Part it and send one after the other.' },
        413,
      );
    }
    const run = await importResults(caller.data.db, {
      workspace_id: caller.data.workspace_id,
      file,
      name: file_name.slice(0, 200) || 'upload',
      read: readApart,
      format,
      roles: columns,
      scope: spark,
      names,
      dry_run: dry_run === '1',
      signal: request.signal,
    });
    return run.ok
      ? Response.json({ ok: run.data.state !== 'refused', ...run.data }, { status: STATUS[run.data.state] })
      : refuse(run.problem);
  });
}

const STATUS: Record<ResultRun['state'], number> = { refused: 422, planned: 200, added: 201 };
