'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { ComboBox } from '#components/ui/combo-box.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { pathTo } from '#lib/catalogue/core/outline.ts';
import { sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { entityHref } from '../outline/address.tsx';
import { useOutlineContext } from '../outline/context.tsx';
import { InspectorSection } from './inspector-section.tsx';
import { inspectorText } from './text.ts';

/** The concepts that a spark stands in. Adding and removing takes effect at once, with Undo. */
export function SparkPlaces({ workspace, id }: { workspace: string; id: string }) {
  const { tree, edits } = useOutlineContext();
  const { data } = useQuery(sparkContextQuery(workspace, id));
  const rows = useMemo(() => tree.entities.get(`spark:${id}`) ?? [], [tree, id]);
  const placed = rows.filter(({ place_id }) => place_id);

  const options = useMemo(() => {
    const taken = new Set(placed.map(({ parent }) => parent?.id));
    return [...tree.rows.values()].flatMap((row) =>
      row.kind === 'concept' && !taken.has(row.id)
        ? [{ id: row.key, label: row.title, description: row.parent?.title }]
        : [],
    );
  }, [tree, placed]);

  const add = (key: string | null) => {
    const concept = key && tree.rows.get(key);
    const spark = rows[0];
    if (!concept || !spark) return;
    void edits.addPlace({ ...spark, position: concept.children.length }, concept);
  };

  return (
    <InspectorSection title={inspectorText.places.title}>
      {placed.length === 0 && data && <p className="text-sm text-muted">{inspectorText.places.none}</p>}
      {placed.length > 0 && (
        <ul className="flex flex-col">
          {placed.map((row) => {
            const concept = row.parent;
            if (!concept) return null;
            const path = pathTo(concept).slice(0, -1);
            return (
              <li key={row.key} className="flex min-w-0 items-center gap-1">
                <span className="min-w-0 flex-1 py-1">
                  <Link
                    variant="plain"
                    href={entityHref(workspace, 'concept', concept.slug)}
                    className="block max-w-full truncate"
                  >
                    <span dir="auto">{concept.title}</span>
                  </Link>
                  <span dir="auto" className="text-title block truncate text-sm text-muted">
                    {path.length > 0 ? path.map(({ title }) => title).join(' › ') : inspectorText.places.standalone}
                  </span>
                </span>
                <IconButton
                  size="sm"
                  label={inspectorText.places.remove(concept.title)}
                  onPress={() => void edits.removePlace(row)}
                >
                  <X />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      <ComboBox
        key={placed.length}
        label={inspectorText.places.add}
        hideLabel
        placeholder={inspectorText.places.add}
        options={options}
        value={null}
        onChange={add}
      />
    </InspectorSection>
  );
}
