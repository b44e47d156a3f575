'use client';

import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { Member } from '#lib/people/data/workspaces.ts';
import { commentsText } from './text.ts';

const words = commentsText;

export interface MentionListProps {
  id: string;
  people: readonly Member[];
  at: number;
  typed: string;
  workspaceName: string;
  onChoose: (person: Member) => void;
}

export const optionId = (list: string, at: number) => `${list}-${at}`;

/** Whom one may mention, below the words that are being written. The keys are those of the field. */
export function MentionList({ id, people, at, typed, workspaceName, onChoose }: MentionListProps) {
  if (people.length === 0)
    return (
      <p role="status" className="rounded-lg border bg-raised px-3 py-2 text-sm text-muted shadow-float">
        {words.nobody(workspaceName, typed)}
      </p>
    );
  return (
    <div className="floats overflow-hidden rounded-lg">
      <div id={id} role="listbox" aria-label={words.mentionList} className="p-1">
        {people.map((person, nth) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
          <div
            key={person.user_id}
            id={optionId(id, nth)}
            role="option"
            aria-selected={nth === at}
            className={cx('flex items-center gap-2.5 rounded-md px-2 py-1.5', nth === at && 'bg-hover')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(person)}
          >
            <Avatar name={person.display_name} decorative />
            <span className="flex min-w-0 flex-1 flex-col">
              <span dir="auto" className="truncate font-medium">
                {person.display_name}
              </span>
              <span className="text-sm text-muted">{words.roles[person.role]}</span>
            </span>
            {nth === at && <Kbd keys="Enter" />}
          </div>
        ))}
      </div>
      <p className="border-t px-3 py-2 text-sm text-muted">{words.membersOnly(workspaceName)}</p>
    </div>
  );
}
