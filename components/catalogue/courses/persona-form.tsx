'use client';

import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useUndoing } from '#components/history/undoing.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { meanFidelity } from '#lib/catalogue/core/courses.ts';
import { PERSONA_FIELDS } from '#lib/catalogue/core/profiles.ts';
import type { Persona } from '#lib/catalogue/data/courses.ts';
import { useSavePersona, useTrashPersona } from '#lib/catalogue/queries/courses.ts';
import { KeptValues } from '../profiles/kept-values.tsx';
import { ProfileFieldControl } from '../profiles/profile-field.tsx';
import { ProfileNotices } from '../profiles/profile-notices.tsx';
import { SaveState } from '../profiles/save-state.tsx';
import { profilesText } from '../profiles/text.ts';
import { useFigure } from '../profiles/use-figure.ts';
import { useFieldSaves } from '../profiles/use-profile.ts';
import { coursesText } from './text.ts';

const words = coursesText.persona;

// Read only when somebody asks how it came to be.
const Timeline = dynamic(() => import('#components/history/versions/timeline.tsx').then((module) => module.Timeline), {
  loading: () => <LogSkeleton />,
});

interface PersonaFormProps {
  workspace: string;
  persona: Persona;
  onRemoved: () => void;
}

/** A persona: its name, how it speaks, the courses that are written as it, and how it came to be. */
export function PersonaForm({ workspace, persona, onRemoved }: PersonaFormProps) {
  const saves = useFieldSaves(
    useSavePersona(workspace, persona.id),
    (_, field) => persona[field as 'display_name' | 'slug' | 'voice_profile'],
  );
  const [showsHistory, setShowsHistory] = useState(false);
  const shared = { workspace, kind: 'persona', profile: saves } as const;
  const [name, slug, voice] = PERSONA_FIELDS;
  const kept: [string, unknown][] = [
    ...(persona.external_id === null
      ? []
      : ([[words.outside, `${persona.external_id} (${persona.external_system})`]] as [string, unknown][])),
    ...Object.entries(persona.extras),
  ];
  return (
    <div className="mx-auto flex max-w-3xl flex-col">
      <ProfileNotices profile={saves} />
      <section aria-label={words.identity} className="flex flex-col gap-3 pb-6">
        <div className="flex items-start gap-4">
          <h2 dir="auto" className="flex-1 text-lg font-semibold [overflow-wrap:anywhere]">
            {persona.display_name}
          </h2>
          <RemovePersona workspace={workspace} persona={persona} onRemoved={onRemoved} />
        </div>
        <div className="grid items-start gap-3 @md:grid-cols-2">
          <ProfileFieldControl {...shared} field={name} />
          <ProfileFieldControl {...shared} field={slug} />
        </div>
      </section>
      <section aria-labelledby="persona-voice" className="flex flex-col gap-3 border-t py-6">
        <h3 id="persona-voice" className="text-base font-semibold">
          {words.voice}
        </h3>
        <ProfileFieldControl {...shared} field={voice} hideLabel />
      </section>
      <PersonaCourses workspace={workspace} persona={persona} />
      {kept.length > 0 && (
        <section aria-labelledby="persona-kept" className="flex flex-col gap-3 border-t py-6">
          <h3 id="persona-kept" className="text-base font-semibold">
            {profilesText.kept}
          </h3>
          <KeptValues fields={kept} />
        </section>
      )}
      <section aria-labelledby="persona-history" className="flex flex-col gap-3 border-t py-6">
        <h3 id="persona-history" className="text-base font-semibold">
          <Button
            variant="quiet"
            size="sm"
            aria-expanded={showsHistory}
            onPress={() => setShowsHistory(!showsHistory)}
            className="-ms-2.5"
          >
            {words.history}
          </Button>
        </h3>
        {showsHistory && <Timeline workspace={workspace} kind="persona" id={persona.id} />}
      </section>
      <SaveState profile={saves} />
    </div>
  );
}

function PersonaCourses({ workspace, persona }: { workspace: string; persona: Persona }) {
  const write = useFigure();
  const address = inWorkspace(workspace);
  const { courses } = persona;
  const mean = meanFidelity(courses);
  const share = (value: number) => write(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <section aria-labelledby="persona-courses" className="flex flex-col gap-2 border-t py-6">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 id="persona-courses" className="text-base font-semibold">
          {words.courses}
        </h3>
        <p className="flex-1 text-sm text-muted tabular-nums">
          {[write(courses.length), mean !== null && words.mean(share(mean))].filter(Boolean).join(' · ')}
        </p>
        {courses.length > 0 && (
          <Link href={address.courses({ persona: persona.id })} className="text-sm">
            {words.inList}
          </Link>
        )}
      </div>
      {courses.length === 0 ? (
        <p className="text-muted">{words.noCourses}</p>
      ) : (
        <ul className="flex flex-col">
          {courses.map(({ id, slug, title, status, voice_fidelity }) => (
            <li key={id} className="flex min-h-9 items-center gap-3 border-b last:border-b-0">
              <Link variant="plain" href={address.course(slug)} className="min-w-0 flex-1 truncate">
                <span dir="auto">{title}</span>
              </Link>
              <span className="text-sm text-muted">{profilesText.lessons.stages[status] ?? status}</span>
              <span className="w-12 text-end text-sm tabular-nums">
                {voice_fidelity !== null && share(voice_fidelity)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Deletes at once where nothing uses it, for it can be undone; else says first what becomes of its courses. */
function RemovePersona({ workspace, persona, onRemoved }: PersonaFormProps) {
  const { mutateAsync, isPending } = useTrashPersona(workspace);
  const undoing = useUndoing(workspace);
  const { display_name, courses } = persona;
  const remove = async () => {
    const change_set = await mutateAsync(persona.id);
    undoing.tell(words.removed(display_name), [change_set]);
    onRemoved();
  };
  if (courses.length > 0)
    return (
      <AlertDialog
        title={words.removeTitle(display_name)}
        confirmLabel={words.remove}
        danger
        trigger={
          <Button size="sm" variant="quiet" icon={<Trash2 />}>
            {words.remove}
          </Button>
        }
        onConfirm={remove}
      >
        {words.removeWhy(courses.length)}
      </AlertDialog>
    );
  const removeAtOnce = () =>
    remove().catch((error) => toast.problem(words.notRemoved, { detail: problemOf(error).message }));
  return (
    <Button size="sm" variant="quiet" icon={<Trash2 />} isPending={isPending} onPress={() => void removeAtOnce()}>
      {words.remove}
    </Button>
  );
}
