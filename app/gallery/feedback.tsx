'use client';

import { SaveState } from '#components/shell/save-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { TableSkeleton, TextSkeleton, TreeSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { Row, Section } from './section.tsx';

const DRAWINGS = ['trail', 'search', 'inbox', 'graph', 'bin'] as const;

export function FeedbackSection() {
  return (
    <>
      <Section title="Problems">
        <ProblemNotice
          title="This link would close a loop"
          why="“Branches” already leads to “Commits” through “Merging”."
          next="Remove one link of the loop, or turn this one around."
          actions={<Button size="sm">Show loop</Button>}
        />
        <ProblemNotice
          tone="warning"
          title="A newer version was saved by Ruth Sato"
          why="Your text is kept beside it."
          actions={<Button size="sm">Compare versions</Button>}
        />
        <ProblemNotice tone="note" title="Snapshot 2026-03 is being staged" detail="job 4f1c9a" />
      </Section>
      <Section title="Progress and saving">
        <div className="grid gap-6 sm:grid-cols-2">
          <Progress
            label="Importing “Version control with Git”"
            value={182}
            max={240}
            note="182 of 240, 20 seconds left"
          />
          <Progress label="Waiting for the provider" note="Attempt 2 of 3" />
        </div>
        <Row>
          <SaveState status="saved" savedAt="2026-03-02T12:04:00Z" />
          <SaveState status="saving" />
          <SaveState status="unsaved" />
          <SaveState status="offline" />
          <SaveState status="conflict" onPress={() => toast.note('Comparing')} />
          <SaveState status="failed" onPress={() => toast.note('Saving again')} />
        </Row>
        <FileDrop
          label="Import bundle"
          help="JSON or NDJSON, up to 512 MB"
          accept={['.json', '.ndjson']}
          onFiles={(files) => toast.done(`Read ${files[0]?.name}`)}
          onRefuse={(names) => toast.problem(`${names.join(', ')} is not a bundle`)}
        />
      </Section>
      <Section title="Loading">
        <div className="grid gap-8 md:grid-cols-3">
          <TreeSkeleton rows={7} />
          <TextSkeleton />
          <TableSkeleton rows={4} columns={3} />
        </div>
      </Section>
      <Section title="Nothing here">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {DRAWINGS.map((drawing) => (
            <EmptyState
              key={drawing}
              drawing={drawing}
              title="Nothing waits for review"
              action={<Button>Generate drafts</Button>}
            >
              Drafts appear here as soon as a job has written them.
            </EmptyState>
          ))}
        </div>
      </Section>
    </>
  );
}
