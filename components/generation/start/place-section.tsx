'use client';

import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { generationText } from '../text.ts';
import type { StartForm } from './use-start-form.ts';

const words = generationText.startPage;

interface PlaceSectionProps {
  workspace: string;
  form: StartForm;
  /** What a place of this job is, where none is chosen yet. */
  kind: NamedKind;
}

/** Where what is made is to stand: a place that is looked for, or the several that were chosen elsewhere. */
export function PlaceSection({ workspace, form, kind }: PlaceSectionProps) {
  const number = useNumber();
  const { places, setPlace } = form;
  const [first] = places;
  if (form.isReadingPlaces) return <TextSkeleton lines={2} />;
  if (places.length > 1 && first) {
    return (
      <div className="flex flex-col gap-2 rounded-lg border bg-surface px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p className="min-w-0 flex-1 font-medium">
            {words.several(number(places.length), KINDS[first.kind].label[1])}
          </p>
          <Button size="sm" onPress={() => setPlace(null)}>
            {words.chooseOne}
          </Button>
        </div>
        <ul className="max-h-44 list-inside list-disc overflow-y-auto text-sm text-muted">
          {places.map(({ id, title }) => (
            <li key={id}>
              <span dir="auto">{title}</span>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <EntityChoice
      // The field shows a title of its own: another kind of place begins anew.
      key={kind}
      workspace={workspace}
      kind={first?.kind ?? kind}
      label={words.which(KINDS[first?.kind ?? kind].label[0])}
      placeholder={words.find}
      title={first?.title ?? null}
      value={first?.id ?? null}
      onChange={(found) => setPlace(found && { ...found, kind: first?.kind ?? kind })}
    />
  );
}
