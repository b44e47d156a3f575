'use client';

import { Check, Pencil, PencilLine, Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import type { OpenTemplate } from '#lib/generation/services/rules.ts';
import { OwnerBadge } from '../owner-badge.tsx';
import { rulesText } from '../text.ts';
import { ActivateDialog } from './activate-dialog.tsx';
import { type ShownVersion, textOf, versionsToShow } from './shown-version.ts';
import { TemplateDifference } from './template-difference.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { TemplateProblems, TemplateText, Variables } from './template-text.tsx';
import { TemplateVersions } from './template-versions.tsx';
import { TestRun } from './test-run/test-run.tsx';
import { useActivate } from './use-activate.ts';
import { useGolden } from './use-golden.ts';

const words = rulesText.templates;
const VIEWS = ['text', 'difference', 'test', 'preview'] as const;

interface TemplatePaneProps {
  workspace: string;
  content_type: ContentType;
  /** What this workspace is called. */
  owner_name: string;
  template: OpenTemplate;
  mayManage: boolean;
}

/** A template: whose it is, its text with what a new version changes, its versions, and the act that makes one count. */
export function TemplatePane({ workspace, content_type, owner_name, template, mayManage }: TemplatePaneProps) {
  const [params, show] = useUrlState();
  const [isEditing, setEditing] = useState(false);
  const [dialog, setDialog] = useState<'activate' | 'follow' | null>(null);
  const { active_number, versions } = template;
  const all = useMemo(() => versionsToShow(template, owner_name), [template, owner_name]);
  const shown = (all.find(({ id }) => id === params.get('v')) ?? all[0]) as ShownVersion;
  const active = all.find(({ number }) => number !== null && number === active_number);
  const golden = useGolden(content_type, all, shown, active);
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'text';
  const activatable = mayManage && !isEditing && shown.number !== null && shown.number !== active_number;
  const replace = useReplace(workspace, content_type, template, () => {
    show({ v: null, view: null });
    setEditing(true);
  });
  const activate = useActivate(workspace, content_type, template);
  useShortcuts(
    rulesText.keys.label,
    activatable ? [{ keys: 'Mod+Enter', label: rulesText.keys.activate, run: () => setDialog('activate') }] : [],
  );
  return (
    <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_14rem]">
      <section aria-labelledby="template-name" className="flex min-w-0 flex-col gap-4">
        <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <div className="flex min-w-60 flex-1 flex-col gap-1">
            <div className="flex flex-wrap items-center gap-2">
              <h2 id="template-name" className="text-lg font-semibold">
                {rulesText.types[content_type]}
              </h2>
              <OwnerBadge {...shown} />
              <VersionBadge number={shown.number} active_number={active_number} />
            </div>
            <p className="text-sm text-muted">{standing(template)}</p>
          </div>
          {mayManage && !isEditing && (
            <div className="flex flex-wrap items-center gap-2">
              {versions.length === 0 ? (
                <Button isPending={replace.isPending} onPress={replace.run}>
                  {rulesText.replace}
                </Button>
              ) : (
                <>
                  {active_number !== null && (
                    <Button variant="quiet" icon={<Undo2 />} onPress={() => setDialog('follow')}>
                      {rulesText.follow}
                    </Button>
                  )}
                  <Button
                    icon={<Pencil />}
                    onPress={() => {
                      show({ view: null });
                      setEditing(true);
                    }}
                  >
                    {rulesText.edit}
                  </Button>
                </>
              )}
              {activatable && (
                <Button variant="primary" onPress={() => setDialog('activate')}>
                  {words.activate(shown.number ?? 0)}
                  <KeyHint keys="Mod+Enter" inverted />
                </Button>
              )}
            </div>
          )}
        </header>
        {isEditing ? (
          <TemplateEditor
            workspace={workspace}
            content_type={content_type}
            from={shown}
            newest={versions[0]?.number ?? 0}
            onDone={() => {
              show({ v: null });
              setEditing(false);
            }}
          />
        ) : (
          <Tabs
            label={words.views}
            selected={view}
            onSelect={(id) => show({ view: id === 'text' ? null : id })}
            items={[
              {
                id: 'text',
                label: words.view.text,
                content: (
                  <div className="flex flex-col gap-6">
                    {shown.number !== null && <TemplateProblems parts={shown.parts} variables={shown.variables} />}
                    <TemplateText
                      parts={shown.parts}
                      before={active && active !== shown ? textOf(active.parts) : null}
                    />
                    {active && active !== shown && (
                      <p className="-mt-4 text-sm text-muted">{words.differs(active.number ?? 0)}</p>
                    )}
                    <Variables names={shown.variables} />
                  </div>
                ),
              },
              {
                id: 'difference',
                label: words.view.difference,
                content: <TemplateDifference versions={all} shown={shown} usual={active ?? all[1]} />,
              },
              {
                id: 'test',
                label: words.view.test,
                content: (
                  <TestRun
                    workspace={workspace}
                    content_type={content_type}
                    versions={all}
                    shown={shown}
                    usual={active ?? all[1]}
                    latest={template.latest_test}
                    mayManage={mayManage}
                  />
                ),
              },
              {
                id: 'preview',
                label: words.view.preview,
                content: <TemplatePreview workspace={workspace} content_type={content_type} shown={shown} />,
              },
            ]}
          />
        )}
      </section>
      <TemplateVersions
        workspace={workspace}
        template={template}
        shown={shown.id}
        golden={golden}
        mayManage={mayManage && !isEditing}
        onShow={(id) => show({ v: id })}
        onReturn={(number) => activate.run(number, rulesText.returned(number))}
      />
      {dialog && (
        <ActivateDialog
          workspace={workspace}
          content_type={content_type}
          template={template}
          version={dialog === 'follow' ? null : shown}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function VersionBadge({ number, active_number }: { number: number | null; active_number: number | null }) {
  if (number === null) return null;
  if (number === active_number)
    return (
      <Badge tone="green" icon={<Check />}>
        {rulesText.version(number)} {rulesText.active.toLowerCase()}
      </Badge>
    );
  return number > (active_number ?? 0) ? (
    <Badge tone="amber" icon={<PencilLine />}>
      {rulesText.version(number)} {rulesText.draft.toLowerCase()}
    </Badge>
  ) : (
    <Badge>{rulesText.version(number)}</Badge>
  );
}

/** What counts in this workspace, in a sentence. */
function standing({ active_number, versions, followed }: OpenTemplate): string {
  const isBuiltin = followed.owner === 'builtin';
  if (active_number !== null)
    return isBuiltin ? words.replacesBuiltin : words.replaces(followed.owner_name, followed.version);
  const follows = isBuiltin ? words.followsBuiltin : words.follows(followed.owner_name, followed.version);
  return versions.length > 0 ? `${words.draftOnly} ${follows}` : follows;
}

/** Makes the text that a workspace follows its own first version, to be edited. */
function useReplace(workspace: string, content_type: ContentType, { followed }: OpenTemplate, onDone: () => void) {
  const { saveTemplate } = useRuleChanges(workspace);
  const owner = followed.owner === 'builtin' ? rulesText.builtinTemplate : followed.owner_name;
  const run = () =>
    saveTemplate.mutate(
      { content_type, parts: followed.parts, note: rulesText.copied(owner, followed.version), newest: 0 },
      {
        onSuccess: onDone,
        onError: (error) => toast.problem(rulesText.notDone, { detail: problemOf(error).message }),
      },
    );
  return { run, isPending: saveTemplate.isPending };
}
