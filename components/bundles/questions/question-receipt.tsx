'use client';

import { BookOpen, CircleX, Gauge, ListChecks, OctagonX, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { UndoRefusal } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { FATES } from '#lib/bundles/core/question-plan.ts';
import type { QuestionPlan } from '#lib/bundles/data/questions.ts';
import { useUndoImport } from '#lib/bundles/queries/imports.ts';
import type { ImportRecord } from '#lib/bundles/services/imports.ts';
import { bundlesText } from '../text.ts';
import { questionsText } from './text.ts';

interface QuestionReceiptProps {
  workspace: string;
  record: ImportRecord;
  plan: QuestionPlan;
  fates: Record<(typeof FATES)[number], number>;
}

/** What an import of questions wrote, spark by spark, and what is left to do. */
export function QuestionReceipt({ workspace, record, plan, fates }: QuestionReceiptProps) {
  const undo = useUndoImport(workspace, record.id);
  const { receipt } = plan;
  const isUndone = Boolean(record.change_set?.undone_by);
  const label = record.name ?? record.version_label;
  if (!receipt) return null;
  const address = inWorkspace(workspace);
  const [only] = receipt.sparks;
  const bankOf = (slug: string) => address.spark(slug, { tab: 'exercises' });
  return (
    <div className="flex flex-col gap-6">
      {record.change_set_id && (
        <TaskNotices workspace={workspace} kinds={['change_set.undo']} subject={record.change_set_id} />
      )}
      {isUndone && <ProblemNotice tone="note" title={bundlesText.undoneNote} />}
      {undo.error && (
        <UndoRefusal
          workspace={workspace}
          error={undo.error}
          title={bundlesText.notUndone}
          onClose={() => undo.reset()}
        />
      )}
      <p className="max-w-prose">
        <strong className="font-semibold">{questionsText.created(receipt.exercises, receipt.sparks.length)}</strong>{' '}
        {questionsText.by} <Person workspace={workspace} user_id={record.applied_by ?? record.created_by} />{' '}
        {record.completed_at && <RelativeTime value={record.completed_at} />}
        {questionsText.asOne}
      </p>
      <ul aria-label={questionsText.sparksFilled} className="flex flex-col border-t">
        {receipt.sparks.map(({ spark_id, slug, title, before, added, quiz }) => (
          <li key={spark_id} className="flex items-center gap-3 border-b py-2 text-sm">
            <BookOpen aria-hidden className="size-4 shrink-0 text-muted" />
            <Link href={bankOf(slug)} className="min-w-0 flex-1 truncate">
              <span dir="auto">{title}</span>
            </Link>
            {quiz !== null && <span className="text-muted">{questionsText.quizMade(quiz)}</span>}
            <span className="tabular-nums">{questionsText.added(added)}</span>
            <span className="w-28 text-end text-muted tabular-nums">
              {questionsText.growth(before, before + added)}
            </span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {record.change_set_id && !isUndone && (
          <AlertDialog
            title={bundlesText.undoTitle(label)}
            confirmLabel={bundlesText.undo}
            trigger={
              <Button variant="quiet" icon={<Undo2 />} isPending={undo.isPending}>
                {bundlesText.undo}
              </Button>
            }
            onConfirm={async () => {
              // A refusal is shown on the page, with what stands in the way.
              await undo.mutateAsync().then(
                () => toast.done(bundlesText.undone(label)),
                () => undefined,
              );
            }}
          >
            {bundlesText.undoWhy}
          </AlertDialog>
        )}
        {only && (
          <LinkButton
            variant="primary"
            icon={<ListChecks />}
            href={receipt.sparks.length === 1 ? bankOf(only.slug) : address.exercises}
          >
            {questionsText.openBank}
          </LinkButton>
        )}
      </div>
      {!isUndone && (
        <LeftToDo
          items={[
            {
              count: fates.not_taken,
              icon: <CircleX aria-hidden className="size-4 text-danger-text" />,
              text: questionsText.todo.notTaken,
            },
            {
              count: fates.blocked,
              icon: <OctagonX aria-hidden className="size-4 text-danger-text" />,
              text: questionsText.todo.blocked,
              link: { href: address.blockingExercises, label: questionsText.todo.show },
            },
            {
              count: receipt.suggested,
              icon: <Gauge aria-hidden className="size-4 text-muted" />,
              text: questionsText.todo.suggested,
              link: only && { href: bankOf(only.slug), label: questionsText.todo.check },
            },
          ]}
        />
      )}
    </div>
  );
}

interface Todo {
  count: number;
  icon: ReactNode;
  text: (count: number) => string;
  link?: { href: string; label: string };
}

function LeftToDo({ items }: { items: readonly Todo[] }) {
  const open = items.filter(({ count }) => count > 0);
  if (open.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{questionsText.leftToDo}</h2>
      <ul className="flex flex-col gap-1.5 text-sm">
        {open.map(({ count, icon, text, link }) => (
          <li key={text(1)} className="flex items-center gap-2">
            {icon}
            <span>
              {text(count)} {link && <Link href={link.href}>{link.label}</Link>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
