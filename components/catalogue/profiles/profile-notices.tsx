'use client';

import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { brief } from './field-value.ts';
import { profilesText } from './text.ts';
import type { FieldConflict, Profile } from './use-profile.ts';

/** What was not saved: a field that two people wrote, or what the server refused. */
export function ProfileNotices({ profile }: { profile: Profile }) {
  return (
    <>
      {profile.failure && <ProblemNotice title={profilesText.failed} why={profile.failure} className="mb-5" />}
      {profile.conflicts.map((conflict) => (
        <Conflict key={`${conflict.kind}.${conflict.field}`} conflict={conflict} profile={profile} />
      ))}
    </>
  );
}

/** One field that two people wrote, with a choice; all others are saved. */
function Conflict({ conflict, profile }: { conflict: FieldConflict; profile: Profile }) {
  const label = profilesText.fields[conflict.field] ?? conflict.field;
  const mine = brief(conflict.mine, profilesText.nothing);
  const theirs = brief(conflict.theirs, profilesText.nothing);
  return (
    <ProblemNotice
      className="mb-5"
      title={profilesText.conflict(label)}
      why={mine && theirs ? profilesText.conflictWhy(mine, theirs) : profilesText.conflictLong}
      actions={
        <>
          <Button size="sm" onPress={() => profile.settle(conflict, 'mine')}>
            {mine ? profilesText.keep(mine) : profilesText.keepMine}
          </Button>
          <Button size="sm" onPress={() => profile.settle(conflict, 'theirs')}>
            {theirs ? profilesText.take(theirs) : profilesText.takeTheirs}
          </Button>
        </>
      }
    />
  );
}
