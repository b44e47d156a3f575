import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { QUIZ_ACTS } from '#lib/bundles/core/question-plan.ts';
import { readQuestionFileApart } from '#lib/bundles/services/question-file-apart.ts';
import { importQuestionFile, planQuestionFile } from '#lib/bundles/services/questions.ts';
import { refuseFile } from '#lib/bundles/services/refused-file.ts';
import { type ImportRun, runImport } from '#lib/bundles/services/run.ts';
import { uploadedSource } from '#lib/bundles/services/upload-source.ts';
import { unpackFolderApart } from '#lib/bundles/services/zip-folder-apart.ts';
import { type Caller, callerOf, refuse, spool } from '../upload-door.ts';

/** Larger bundles go through the command line. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Takes a bundle, or the zip of a folder, and imports it. With `?dry_run=1` it only says what that would do; with `?plan=1` the plan is kept to be applied.
 * From the studio as the signed-in person (same origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ workspace: string }> },
): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'import.run');
  if (!caller.ok) return refuse(caller.problem);
  const { db, workspace_id } = caller.data;
  const { body } = request;
  if (!body)
    return refuse({
      code: 'invalid_input',
      message: 'The request has no body. Send a bundle, or the zip of a folder.',
    });

  return withTemporary(async (folder) => {
    const file = path.join(folder, 'bundle');
    if (!(await spool(body as ReadableStream, file, MOST_BYTES))) {
      return refuse(
        { code: 'invalid_input', message: 'The bundle is larger than 256 MB. Use the command line for it.' },
        413,
      );
    }
    const name = request.nextUrl.searchParams.get('file_name')?.slice(0, 200) || 'upload';
    const dry_run = request.nextUrl.searchParams.get('dry_run') === '1';
    const isPlan = request.nextUrl.searchParams.get('plan') === '1';
    const upload = { file, name, folder, unpack: unpackFolderApart, signal: request.signal };
    const found = await uploadedSource(upload);
    if (found.is === 'questions') return takeQuestions(request, { db, workspace_id, file, name, dry_run });
    if (found.is === 'refused') {
      if (dry_run) return Response.json({ ok: false, state: 'refused', refusal: found.refusal }, { status: 422 });
      const refused = await refuseFile(db, workspace_id, name, found.refusal);
      if (!refused.ok) return refuse(refused.problem);
      return Response.json({ ok: false, ...refused.data }, { status: isPlan ? 200 : 422 });
    }
    // The wizard of the studio shows the plan first and applies it by an action.
    const goal = dry_run ? 'look' : isPlan ? 'plan' : 'apply';
    const run = await runImport(db, { workspace_id, source: found.source, goal, signal: request.signal });
    return run.ok ? answer(run.data, dry_run) : refuse(run.problem);
  });
}

interface QuestionsTaken extends Caller {
  file: string;
  name: string;
  dry_run: boolean;
}

/** Questions of another tool: the studio gets a plan to decide on, programs name the spark that takes them with `?spark=`. */
async function takeQuestions(request: NextRequest, { db, workspace_id, file, name, dry_run }: QuestionsTaken) {
  const asked = { workspace_id, file, name, read: readQuestionFileApart, signal: request.signal };
  const { searchParams } = request.nextUrl;
  if (searchParams.get('plan') === '1') {
    const planned = await planQuestionFile(db, asked);
    return planned.ok
      ? Response.json({ ok: planned.data.state === 'planned', ...planned.data })
      : refuse(planned.problem);
  }
  const spark_slug = searchParams.get('spark');
  if (!spark_slug)
    return refuse({
      code: 'invalid_input',
      message: 'This is no bundle. If it has questions of another tool, name the spark that takes them: ?spark=SLUG.',
    });
  const quiz = QUIZ_ACTS.find((one) => one === (searchParams.get('quiz') ?? 'where_none'));
  if (!quiz) return refuse({ code: 'invalid_input', message: `quiz is one of ${QUIZ_ACTS.join(', ')}.` });
  const test_name = searchParams.get('test') ?? undefined;
  const run = await importQuestionFile(db, {
    ...asked,
    ...{ spark_slug, dry_run, choices: { quiz } },
    ...(test_name === undefined ? {} : { test_name }),
  });
  if (!run.ok) return refuse(run.problem);
  if (run.data.state === 'refused') return Response.json({ ok: false, ...run.data }, { status: 422 });
  return Response.json({ ok: true, ...run.data }, { status: run.data.state === 'added' ? 201 : 200 });
}

function answer(run: ImportRun, dry_run: boolean): Response {
  const { plan } = run;
  if (run.state === 'refused')
    return Response.json({ ok: false, ...plan, problems: run.problems }, { status: run.at === 'plan' ? 422 : 409 });
  if (run.state === 'planned') {
    // What is only looked at has no import that could be asked for.
    const { import_id, ...shown } = plan;
    return Response.json({ ok: true, ...(dry_run ? {} : { import_id }), ...shown });
  }
  const { receipt, files } = run;
  return Response.json({ ok: true, ...plan, receipt, ...(files && { files }) }, { status: 201 });
}
