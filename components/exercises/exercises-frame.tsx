import { Import } from 'lucide-react';
import type { ReactNode } from 'react';
import { LinkButton } from '#components/ui/button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { coverageText } from './coverage/text.ts';
import { duplicatesText } from './duplicates/text.ts';
import { ExportButton } from './exchange/export-button.tsx';
import { exchangeText } from './exchange/text.ts';
import { quizText } from './quiz/text.ts';
import { exercisesText } from './text.ts';

interface ExercisesFrameProps {
  workspace: string;
  selected: 'bank' | 'coverage' | 'near-duplicates' | 'results';
  children: ReactNode;
}

/** The pages about the exercises of all sparks, under one title. */
export function ExercisesFrame({ workspace, selected, children }: ExercisesFrameProps) {
  const address = inWorkspace(workspace);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="px-4 pt-5 pb-1 md:px-6">
        <PageHeader
          title={exercisesText.exercises}
          actions={
            <>
              <LinkButton size="sm" variant="quiet" icon={<Import />} href={address.newImport}>
                {exchangeText.importQuestions}
              </LinkButton>
              <ExportButton workspace={workspace} scope={null} name={`${workspace}-exercises`} />
            </>
          }
        />
      </div>
      <Tabs
        label={exercisesText.exercises}
        selected={selected}
        items={[
          { id: 'bank', label: quizText.bank, href: address.exercises },
          { id: 'coverage', label: coverageText.coverage, href: address.coverage() },
          { id: 'near-duplicates', label: duplicatesText.title, href: address.nearDuplicates() },
          { id: 'results', label: exercisesText.results, href: address.results },
        ]}
        className="min-h-0 flex-1"
        listClassName="px-2 md:px-3.5"
        panelClassName="flex min-h-0 flex-col"
      >
        {children}
      </Tabs>
    </div>
  );
}
