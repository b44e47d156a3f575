'use client';

import { Link } from '#components/ui/link.tsx';
import { Select } from '#components/ui/select.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { NewPersona } from '../courses/new-persona.tsx';
import { labelOf, NONE, type ProfileFieldProps } from './field-props.ts';
import { profilesText } from './text.ts';
import { useChoiceDraft } from './use-field-draft.ts';

/** The persona of a course: one of the workspace, or a new one that is made in place. */
export function PersonaField({ workspace, kind, field, profile, personas = [] }: ProfileFieldProps) {
  const { value, commit } = useChoiceDraft({ kind, field, profile });
  const chosen = typeof value === 'string' ? value : null;
  const choose = (next: string | null) => {
    if (next !== chosen) commit(next);
  };
  const address = inWorkspace(workspace);
  return (
    <div className="flex flex-col gap-1">
      <Select
        label={labelOf(field)}
        error={profile.problems[`${kind}.${field.name}`]}
        options={[
          { id: NONE, label: profilesText.none },
          ...personas.map(({ id, display_name }) => ({ id, label: display_name })),
        ]}
        value={chosen ?? NONE}
        onChange={(next) => choose(next === NONE ? null : next)}
      />
      <p className="flex flex-wrap items-center gap-x-3 text-sm">
        {chosen && <Link href={address.personas({ persona: chosen })}>{profilesText.openPersona}</Link>}
        <NewPersona workspace={workspace} isQuiet onMade={choose} />
      </p>
    </div>
  );
}
