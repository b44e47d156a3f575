'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { ExerciseOutline } from '#components/exercises/exchange/exercise-outline.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { PlannedQuestion, QuestionFilter } from '#lib/bundles/data/questions.ts';
import { importQuestionsQuery } from '#lib/bundles/queries/questions.ts';
import type { LossCode } from '#lib/exercises/core/formats/losses.ts';
import { marksOf } from '#lib/exercises/core/formats/marks.ts';
import { questionsText } from './text.ts';

interface QuestionDetailProps {
  workspace: string;
  import_id: string;
  filter: QuestionFilter;
  /** The loss that is looked at; its place in the source is marked. */
  code: string | null;
}

/** The questions of a reason one by one: the source with its line, the result beside it, and the effect in a sentence. */
export function QuestionDetail({ workspace, import_id, filter, code }: QuestionDetailProps) {
  const found = useInfiniteQuery(importQuestionsQuery(workspace, import_id, filter));
  const questions = found.data?.pages.flat() ?? [];
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, Math.max(0, questions.length - 1));
  const question = questions[at];
  const step = (by: number) => {
    const to = at + by;
    if (to < 0) return;
    if (to >= questions.length - 5 && found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
    if (to < questions.length) setWanted(to);
  };
  useShortcuts(questionsText.moving, [
    { keys: 'J', label: questionsText.questionKeys.next, run: () => step(1) },
    { keys: 'K', label: questionsText.questionKeys.previous, run: () => step(-1) },
  ]);
  if (found.error)
    return <QueryProblem title={questionsText.notRead} error={found.error} onRetry={() => void found.refetch()} />;
  if (!question) return <TextSkeleton lines={5} />;
  const isLast = at === questions.length - 1 && !found.hasNextPage;
  return (
    <div className="flex flex-col gap-3">
      <OneQuestion workspace={workspace} question={question} code={code} />
      <div className="flex flex-wrap items-center gap-2">
        <span role="status" className="flex-1 text-sm text-muted tabular-nums">
          {question.source.name ? `${question.source.name} · ` : ''}
          {questionsText.position(at + 1, questions.length)}
          {found.hasNextPage ? '+' : ''}
        </span>
        <Button size="sm" variant="quiet" icon={<ChevronUp />} isDisabled={at === 0} onPress={() => step(-1)}>
          {questionsText.previous} <Kbd keys="K" />
        </Button>
        <Button size="sm" variant="quiet" icon={<ChevronDown />} isDisabled={isLast} onPress={() => step(1)}>
          {questionsText.next} <Kbd keys="J" />
        </Button>
      </div>
    </div>
  );
}

/** A source in stretches, those marked that a loss is about. */
function partsOf(source: string, code: string | null) {
  const parts: { at: number; text: string; is_marked: boolean }[] = [];
  let end = 0;
  for (const mark of code === null ? [] : marksOf(source, code as LossCode)) {
    parts.push({ at: end, text: source.slice(end, mark.start), is_marked: false });
    parts.push({ at: mark.start, text: source.slice(mark.start, mark.end), is_marked: true });
    end = mark.end;
  }
  parts.push({ at: end, text: source.slice(end), is_marked: false });
  return parts.filter(({ text }) => text !== '');
}

/** What is marked is in view, at a third of the height of the box. */
function show(mark: HTMLElement | null) {
  const box = mark?.closest('pre');
  if (mark && box) box.scrollTop = mark.offsetTop - box.offsetTop - box.clientHeight / 3;
}

interface OneQuestionProps {
  workspace: string;
  question: PlannedQuestion;
  code: string | null;
}

function OneQuestion({ workspace, question, code }: OneQuestionProps) {
  const { source, exercise, losses, alike } = question;
  const parts = partsOf(source.text, code);
  const first = parts.find(({ is_marked }) => is_marked)?.at;
  const said = code === null ? losses : losses.filter((one) => one.code === code);
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <section className="flex min-w-0 flex-col gap-1.5">
        <h3 className="text-sm text-muted">{questionsText.inFile(source.line, source.file)}</h3>
        <pre
          dir="auto"
          className="max-h-80 overflow-auto rounded-lg bg-pressed p-3 text-xs break-words whitespace-pre-wrap"
        >
          <code>
            {parts.map(({ at, text, is_marked }) =>
              is_marked ? (
                <mark key={at} ref={at === first ? show : undefined} className="bg-draft-soft text-draft">
                  {text}
                </mark>
              ) : (
                text
              ),
            )}
          </code>
        </pre>
      </section>
      <section className="flex min-w-0 flex-col gap-1.5">
        <h3 className="text-sm text-muted">{questionsText.here}</h3>
        <div className="flex flex-col gap-3 rounded-lg border p-3">
          {exercise ? <ExerciseOutline exercise={exercise} /> : <p className="text-muted">{questionsText.notHere}</p>}
          {alike && <NearlyAs workspace={workspace} alike={alike} />}
          {said.map(({ sentence, instead, pointer, field }) => (
            <p key={`${pointer ?? field} ${sentence}`} className="text-sm text-draft">
              {sentence} {instead}
            </p>
          ))}
        </div>
      </section>
    </div>
  );
}

/** The exercise that asks nearly the same, to compare the words. */
function NearlyAs({ workspace, alike }: { workspace: string; alike: NonNullable<PlannedQuestion['alike']> }) {
  const { similarity, stem, nth, exercise_id, spark_slug, spark_title } = alike;
  return (
    <section className="flex flex-col gap-1 rounded-lg bg-draft-soft px-3 py-2 text-sm">
      <h4 className="text-draft">
        {questionsText.nearlyAs(similarity)} {nth !== undefined && questionsText.inThisFile(nth + 1)}
      </h4>
      {stem && (
        <p dir="auto" className="wrap-anywhere">
          {stem}
        </p>
      )}
      {spark_slug && (
        <p className="text-muted">
          {questionsText.inSpark}{' '}
          <Link href={inWorkspace(workspace).spark(spark_slug, { tab: 'exercises', exercise: exercise_id })}>
            {spark_title}
          </Link>
        </p>
      )}
    </section>
  );
}
