'use client';

import { useRouter } from 'next/navigation';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { QuestionChoices, QuestionTally } from '#lib/bundles/core/question-plan.ts';
import { useAbandonImport } from '#lib/bundles/queries/imports.ts';
import { useApplyQuestions } from '#lib/bundles/queries/questions.ts';
import { isOpen } from '#lib/tasks/core.ts';
import { useTasks } from '#lib/tasks/queries.ts';
import { questionsText } from './text.ts';

interface QuestionFooterProps {
  workspace: string;
  import_id: string;
  choices: QuestionChoices;
  tally: QuestionTally;
}

/** What importing would do, in a sentence, and the one button that does it. */
export function QuestionFooter({ workspace, import_id, choices, tally }: QuestionFooterProps) {
  const router = useRouter();
  const applying = useApplyQuestions(workspace, import_id);
  const discarding = useAbandonImport(workspace, import_id);
  const isUnderWay = useTasks(workspace).some(
    (task) => task.kind === 'import.apply_questions' && task.subject_id === import_id && isOpen(task),
  );
  const isPossible = tally.taken > 0 && tally.unplaced === 0 && !isUnderWay;
  const apply = () =>
    applying.mutate(choices, { onSuccess: ({ exercises }) => toast.done(questionsText.imported(exercises)) });
  useShortcuts(questionsText.moving, [
    {
      keys: 'Mod+Enter',
      label: questionsText.questionKeys.apply,
      run: isPossible && !applying.isPending ? apply : undefined,
    },
  ]);
  const rest = tally.total - tally.taken;
  const said =
    tally.taken === 0
      ? questionsText.nothingLeft
      : tally.unplaced > 0
        ? questionsText.placeFirst(tally.unplaced)
        : questionsText.creates(tally.taken, tally.sparks, rest);
  return (
    <footer className="flex flex-col gap-3 border-t px-4 py-3 md:px-8">
      {applying.error && (
        <ProblemNotice
          title={questionsText.applyFailed}
          why={problemOf(applying.error).message}
          next={questionsText.applyFailedNext}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1 basis-60 text-sm">
          {said}
        </p>
        <AlertDialog
          title={questionsText.discardTitle}
          confirmLabel={questionsText.discard}
          trigger={<Button variant="quiet">{questionsText.discard}</Button>}
          onConfirm={async () => {
            await discarding.mutateAsync();
            toast.done(questionsText.discarded);
            router.push(inWorkspace(workspace).imports);
          }}
        >
          {questionsText.discardWhy}
        </AlertDialog>
        <Button variant="primary" isDisabled={!isPossible} isPending={applying.isPending || isUnderWay} onPress={apply}>
          {questionsText.import(tally.taken)} <Kbd keys="Mod+Enter" />
        </Button>
      </div>
    </footer>
  );
}
