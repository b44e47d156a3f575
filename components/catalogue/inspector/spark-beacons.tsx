'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useQuietText } from '#components/base/quiet-text.ts';
import { baseText } from '#components/base/text.ts';
import { ComboBox } from '#components/ui/combo-box.tsx';
import { Link } from '#components/ui/link.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { sparkContextQuery, useSetBeacon } from '#lib/catalogue/queries/entities.ts';
import { beaconCountsQuery } from '#lib/catalogue/queries/outline.ts';
import { InspectorSection } from './inspector-section.tsx';
import { inspectorText } from './text.ts';

export function SparkBeacons({ workspace, id }: { workspace: string; id: string }) {
  const { data } = useQuery(sparkContextQuery(workspace, id));
  const mark = useSetBeacon(workspace);
  const beacons = data?.beacons ?? [];

  const [typed, setTyped] = useState('');
  const { data: found = [] } = useQuery({
    ...beaconCountsQuery(workspace, [], useQuietText(typed)),
    placeholderData: (before) => before,
  });
  const taken = new Set(beacons.map((beacon) => beacon.id));
  const options = found.flatMap(({ id: beacon, title, category }) =>
    taken.has(beacon)
      ? []
      : [{ id: beacon, label: title, description: category ? baseText.category[category] : undefined }],
  );

  const set = (beacon_id: string | null, on: boolean) => {
    if (!beacon_id) return;
    mark.mutate(
      { spark_id: id, beacon_id, on },
      { onError: (error) => toast.problem(inspectorText.failed, { detail: problemOf(error).message }) },
    );
  };

  return (
    <InspectorSection title={inspectorText.beacons.title}>
      {data && beacons.length === 0 && <p className="text-sm text-muted">{inspectorText.beacons.none}</p>}
      {beacons.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {beacons.map((beacon) => (
            <li
              key={beacon.id}
              className="flex h-6 max-w-full items-center rounded-full border border-line-strong bg-surface ps-2.5 text-sm"
            >
              <Link variant="plain" href={inWorkspace(workspace).outlined('beacon', beacon.slug)} className="truncate">
                {beacon.name}
              </Link>
              <Button
                aria-label={inspectorText.beacons.remove(beacon.name)}
                onPress={() => set(beacon.id, false)}
                className="focus-ring flex size-6 shrink-0 items-center justify-center rounded-full text-faint data-hovered:text-ink"
              >
                <X aria-hidden className="size-3" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ComboBox
        key={beacons.length}
        label={inspectorText.beacons.add}
        hideLabel
        placeholder={inspectorText.beacons.add}
        matches={options}
        inputValue={typed}
        onInputChange={setTyped}
        value={null}
        onChange={(key) => {
          setTyped('');
          set(key, true);
        }}
      />
    </InspectorSection>
  );
}
