'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { ComboBox } from '#components/ui/combo-box.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { useOutlineContext } from '../outline/context.tsx';
import { nodeOfPlace, usePlaces } from '../outline/use-places.ts';
import { InspectorSection } from './inspector-section.tsx';
import { inspectorText } from './text.ts';

/** The concepts that a spark stands in. Adding and removing takes effect at once, with Undo. */
export function SparkPlaces({ workspace, id }: { workspace: string; id: string }) {
  const { base, edits } = useOutlineContext();
  const { data } = useQuery(sparkContextQuery(workspace, id));
  const spark = base.entities.get(`spark:${id}`)?.[0];
  const placed = data?.places ?? [];
  const [typed, setTyped] = useState('');
  const { places } = usePlaces(workspace, 'concept', typed);
  const taken = new Set(placed.map(({ concept }) => concept.id));
  const options = places.flatMap(({ id: concept, title, path }) =>
    taken.has(concept) ? [] : [{ id: concept, label: title, description: path || undefined }],
  );

  const add = (concept_id: string | null) => {
    const found = places.find((place) => place.id === concept_id);
    setTyped('');
    if (found && spark) void edits.addPlace(spark, nodeOfPlace(base, 'concept', found));
  };

  return (
    <InspectorSection title={inspectorText.places.title}>
      {placed.length === 0 && data && <p className="text-sm text-muted">{inspectorText.places.none}</p>}
      {placed.length > 0 && (
        <ul className="flex flex-col">
          {placed.map(({ id: place_id, concept, path }) => (
            <li key={place_id} className="flex min-w-0 items-center gap-1">
              <span className="min-w-0 flex-1 py-1">
                <Link
                  variant="plain"
                  href={inWorkspace(workspace).outlined('concept', concept.slug)}
                  className="block max-w-full truncate"
                >
                  <span dir="auto">{concept.title}</span>
                </Link>
                <span dir="auto" className="text-title block truncate text-sm text-muted">
                  {path.length > 0 ? path.join(' › ') : inspectorText.places.standalone}
                </span>
              </span>
              <IconButton
                size="sm"
                label={inspectorText.places.remove(concept.title)}
                onPress={() => spark && void edits.removePlace({ ...spark, place_id }, concept.title)}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <ComboBox
        key={placed.length}
        label={inspectorText.places.add}
        hideLabel
        placeholder={inspectorText.places.add}
        matches={options}
        inputValue={typed}
        onInputChange={setTyped}
        value={null}
        onChange={add}
      />
    </InspectorSection>
  );
}
