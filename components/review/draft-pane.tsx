'use client';

import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp, Quote } from 'lucide-react';
import { useRef, useState } from 'react';
import { Opinion } from '#components/generation/job/opinion.tsx';
import { OutlineView } from '#components/generation/job/outline-view.tsx';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { LessonStretch } from '#lib/lessons/core/html/difference.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { ChangeView, changesIn } from './change-view.tsx';
import { ChangedFields } from './changed-fields.tsx';
import { changesText } from './changes-text.ts';
import { DecidedLine } from './decided-line.tsx';
import { DecisionBar, DecisionStrip } from './decision-bar.tsx';
import { EditPanel } from './edit-panel.tsx';
import { ExerciseEditPanel } from './exercise-edit-panel.tsx';
import { LinksPictures } from './links-graph.tsx';
import { MergeView } from './merge-view.tsx';
import { PartsView } from './parts-view.tsx';
import { PauseLine } from './pause-line.tsx';
import { GROUP_ICONS } from './queue.tsx';
import { RegenerateDialog } from './regenerate-dialog.tsx';
import { RejectPanel } from './reject-panel.tsx';
import { SourceView } from './source-view.tsx';
import { nameOf, reviewText } from './text.ts';
import type { Desk, Me } from './use-desk.ts';
import { type Draft, useDraft } from './use-draft.ts';
import { useDraftKeys as useKeys } from './use-draft-keys.ts';
import { useGate } from './use-gate.ts';
import { useFindingMarks, useSections } from './use-passages.ts';

const words = reviewText;

interface DraftPaneProps {
  workspace: string;
  desk: Desk;
  item: ShownItem;
  me: Me;
}

/** One proposal: what was asked for, what would change, and the few things to do with it. */
export function DraftPane({ workspace, desk, item, me }: DraftPaneProps) {
  const draft = useDraft(item, me, desk.decide);
  const [isAsking, setAsking] = useState(false);
  const canAskAgain =
    (me.is_reviewer || item.is_own) &&
    item.job?.is_model === true &&
    !item.job.is_writing &&
    item.status !== 'approved';
  const askAgain = canAskAgain ? () => setAsking(true) : undefined;
  const sheet = useRef<HTMLElement>(null);
  const sections = useSections(sheet, item.id);
  useFindingMarks(sheet, item.findings, desk.finding, `${item.id} ${draft.view} ${draft.isUnfolded}`);
  const { gate, pressEarly } = useGate(item, desk);
  useKeys({ desk, draft, askAgain, item, sections, tooEarly: gate ? pressEarly : undefined });
  const isEditing = draft.mode === 'edit' && draft.editable !== null;
  const editedExercise = draft.mode === 'edit' && draft.inParts ? draft.editableExercise : null;
  return (
    <>
      {isEditing && (
        <EditPanel
          workspace={workspace}
          draft={draft.editable ?? ''}
          text={draft.edited}
          onText={draft.setEdited}
          onApprove={draft.approveEdited}
          onBack={() => draft.setMode('read')}
        />
      )}
      {editedExercise && (
        <ExerciseEditPanel
          key={draft.at}
          workspace={workspace}
          spark_id={item.lesson?.id ?? ''}
          exercise={editedExercise}
          onApprove={draft.approveEditedExercise}
          onBack={() => draft.setMode('read')}
        />
      )}
      {/* It stays while somebody edits: what is said beside it hangs on its words. */}
      <div className={isEditing || editedExercise ? 'hidden' : 'flex h-full min-h-0 flex-col bg-surface'}>
        <Head item={item} draft={draft} desk={desk} />
        <section ref={sheet} aria-label={words.sheet} className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto w-full max-w-[38rem] px-5 py-6">
            <ChangedFields item={item} />
            <Sheet workspace={workspace} item={item} draft={draft} />
          </div>
        </section>
        {draft.mode === 'reject' ? (
          <RejectPanel onReject={draft.reject} onBack={() => draft.setMode('read')} />
        ) : (
          <>
            {item.decided && <DecidedLine item={item} desk={desk} me={me} />}
            <DecisionStrip desk={desk} />
            <PauseLine pause={desk.pause} />
            <DecisionBar
              approve={approveWord(item, draft)}
              why={draft.why}
              unsettled={draft.unsettled}
              onGoThere={draft.exerciseMerge.goToOpen}
              whyNotReject={draft.whyNotReject}
              gate={gate}
              onApprove={draft.approve}
              onEdit={draft.canEdit ? () => draft.setMode('edit') : undefined}
              onReject={() => draft.setMode('reject')}
              onSkip={desk.skip}
              onRegenerate={askAgain}
            />
          </>
        )}
        <RegenerateDialog
          workspace={workspace}
          item={item}
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          onRegenerate={(instruction) => {
            setAsking(false);
            desk.regenerate(item, instruction);
          }}
        />
      </div>
    </>
  );
}

/** What approving is called: of what has parts, what becomes of the one at hand. */
function approveWord({ in_group }: ShownItem, { inParts, at }: Draft): string {
  if (!inParts) return words.approve[in_group];
  const isRemoval = inParts.kind !== 'links' && inParts.exercises[at]?.do === 'remove';
  return isRemoval ? words.exercisePart.approveRemoval : words.approve[inParts.kind];
}

function Head({ item, draft, desk }: { item: ShownItem; draft: Draft; desk: Desk }) {
  const number = useNumber();
  const Icon = GROUP_ICONS[item.in_group];
  const isExercises = draft.inParts !== null && draft.graph === null;
  const views = words.exercisePart.views;
  const hasViews =
    draft.graph !== null ||
    isExercises ||
    (!draft.inParts && !draft.isMerging && (item.difference !== null || item.html !== null));
  const instruction = item.versions.find(({ id }) => id === item.id)?.instruction;
  const isOfPerson = item.origin === 'person';
  const asked = isOfPerson
    ? changesText.desk.by(item.asked_by_name ?? '')
    : item.job && item.asked_by_name
      ? words.askedBy(item.asked_by_name)
      : words.imported;
  const note = item.body.kind === 'spark' && item.body.note;
  const facts =
    item.body.kind === 'spark'
      ? item.lesson
        ? item.changed_share !== null && words.changed(item.changed_share)
        : words.allNew(number(item.body.words), Math.max(1, Math.round(item.body.minutes)))
      : draft.inParts &&
        [
          words.answered(
            draft.parts.filter(({ is_approved }) => is_approved).length,
            draft.parts.filter(({ is_approved }) => !is_approved).length,
            draft.count,
          ),
          countsOf(item),
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <header className="flex flex-col gap-2 border-b px-4 py-3 md:px-6">
      <p className="flex items-center gap-2 text-sm text-muted">
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="font-medium">{words.kinds[item.in_group]}</span>
        {item.place?.title && (item.place.in ?? item.place.title) !== nameOf(item) && (
          <span dir="auto" className="min-w-0 truncate">
            {words.inPlace(item.place.in ?? item.place.title)}
          </span>
        )}
      </p>
      <div className="flex items-start justify-between gap-3">
        <h1 dir="auto" className="line-clamp-2 text-lg font-semibold text-balance">
          {nameOf(item)}
        </h1>
        <Versions item={item} onOpen={desk.open} />
      </div>
      <p className="flex items-start gap-2 text-sm text-muted">
        <Quote aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span dir="auto" className={isOfPerson ? undefined : 'line-clamp-2'}>
          {[
            item.job?.topic && words.order(item.job.topic),
            asked,
            note && changesText.desk.note(note),
            instruction && words.regenerate.instructed(instruction),
          ]
            .filter(Boolean)
            .join(' ')}
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {hasViews && (
          <Segmented
            size="sm"
            label={words.view.label}
            value={draft.view}
            onChange={draft.setView}
            items={[
              {
                id: 'rendered',
                label: isExercises ? views.changes : draft.graph ? words.linksGraph.both : words.view.rendered,
              },
              {
                id: 'source',
                label: isExercises ? views.played : draft.graph ? words.linksGraph.list : words.view.source,
              },
            ]}
          />
        )}
        {facts && <span className="text-sm text-muted tabular-nums">{facts}</span>}
        {draft.count > 1 && (
          <span className="ms-auto flex items-center gap-1 text-sm text-muted tabular-nums">
            {draft.inParts
              ? words.part(draft.at + 1, draft.count)
              : draft.mustChoose
                ? words.mergeOf(draft.at + 1, draft.count)
                : words.change(draft.at + 1, draft.count)}
            <IconButton label={words.keys.previous} shortcut="P" size="sm" onPress={() => draft.step(-1)}>
              <ChevronUp />
            </IconButton>
            <IconButton label={words.keys.next} shortcut="N" size="sm" onPress={() => draft.step(1)}>
              <ChevronDown />
            </IconButton>
          </span>
        )}
      </div>
    </header>
  );
}

/** How many exercises are new, would change and would go; nothing where all are new. */
function countsOf({ body }: ShownItem): string {
  if (body.kind !== 'exercises' && body.kind !== 'quiz') return '';
  const count = (does: 'add' | 'change' | 'remove') => body.exercises.filter((part) => part.do === does).length;
  return count('add') === body.exercises.length
    ? ''
    : words.exercisePart.counts(count('add'), count('change'), count('remove'));
}

/** The versions of a draft, each kept, with the way between them. */
function Versions({ item, onOpen }: { item: ShownItem; onOpen: (id: string) => void }) {
  const at = item.versions.findIndex(({ id }) => id === item.id);
  if (item.versions.length < 2 || at < 0) return null;
  const [older, newer] = [item.versions[at - 1], item.versions[at + 1]];
  return (
    <span className="flex shrink-0 items-center gap-1 text-sm text-muted tabular-nums">
      <IconButton
        label={words.regenerate.older}
        size="sm"
        isDisabled={!older}
        onPress={() => older && onOpen(older.id)}
      >
        <ChevronLeft />
      </IconButton>
      {words.regenerate.version(at + 1, item.versions.length)}
      <IconButton
        label={words.regenerate.newer}
        size="sm"
        isDisabled={!newer}
        onPress={() => newer && onOpen(newer.id)}
      >
        <ChevronRight />
      </IconButton>
    </span>
  );
}

function Sheet({ workspace, item, draft }: { workspace: string; item: ShownItem; draft: Draft }) {
  const { body } = item;
  if (item.merge)
    return (
      <div className="flex flex-col gap-4">
        <div className="flex flex-col rounded-lg bg-stale-soft px-4 py-3">
          <h2 className="font-medium text-stale">{words.mergeTitle}</h2>
          <p className="text-sm text-muted">{draft.mustChoose ? words.mergeHelp : words.mergedHelp}</p>
        </div>
        {!draft.mustChoose && item.difference ? (
          <ChangeView stretches={item.difference} at={draft.at} isUnfolded={draft.isUnfolded} onUnfold={draft.unfold} />
        ) : (
          <MergeView parts={item.merge} choices={draft.choices} at={draft.at} onChoose={draft.choose} />
        )}
      </div>
    );
  if (draft.inParts)
    return (
      <div className="flex flex-col gap-6">
        {item.status === 'stale' && item.difference && changesIn(item.difference) > 0 && (
          <ChangedSince stretches={item.difference} />
        )}
        {draft.graph && draft.view === 'rendered' && (
          <LinksPictures
            graph={draft.graph}
            at={draft.at}
            rejected={new Set(draft.parts.filter(({ is_approved }) => !is_approved).map(({ nth }) => nth))}
          />
        )}
        <PartsView
          workspace={workspace}
          body={draft.inParts}
          at={draft.at}
          parts={draft.parts}
          loops={draft.loops}
          onGo={draft.setAt}
          now={item.exercises_now}
          merge={draft.exerciseMerge}
          isPlayed={draft.view === 'source'}
        />
      </div>
    );
  if (draft.view === 'source' && draft.draft !== null)
    return (
      <SourceView before={item.body.kind === 'spark' ? (item.lesson?.content_md ?? null) : null} after={draft.draft} />
    );
  if (item.difference)
    return (
      <ChangeView stretches={item.difference} at={draft.at} isUnfolded={draft.isUnfolded} onUnfold={draft.unfold} />
    );
  if (item.html !== null) return <LessonView html={item.html} />;
  if (body.kind === 'outline') return <OutlineView body={body} />;
  if (body.kind === 'profile' || body.kind === 'review') return <Opinion body={body} />;
  return null;
}

/** What of a lesson is another than when its exercises were drafted. */
function ChangedSince({ stretches }: { stretches: readonly LessonStretch[] }) {
  return (
    <section aria-label={words.changedSince} className="flex flex-col gap-3 rounded-lg bg-stale-soft px-4 py-3">
      <h2 className="font-medium text-stale">{words.changedSince}</h2>
      <p className="text-sm text-muted">{words.changedSinceHelp}</p>
      <ChangeView stretches={stretches} at={-1} />
    </section>
  );
}
