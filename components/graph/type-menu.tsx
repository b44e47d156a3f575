'use client';

import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { ContextMenu } from '#components/ui/menu.tsx';
import { LINK_TYPES, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import { useEditing } from './editing.tsx';
import { linksText } from './links-text.ts';
import { graphText } from './text.ts';

export interface DrawnLink {
  source_id: string;
  target_id: string;
  at: { x: number; y: number };
}

/** Which type a link has that was just drawn; it brings its usual weight. */
export function TypeMenu({ drawn, onClose }: { drawn: DrawnLink; onClose: () => void }) {
  const { add } = useEditing();
  return (
    <ContextMenu
      label={graphText.drawnType}
      at={drawn.at}
      onClose={onClose}
      groups={[
        {
          id: 'types',
          label: graphText.drawnType,
          items: LINK_TYPES.map((type) => ({
            id: type,
            label: `${LINK_WORDS[type]} ${USUAL_WEIGHTS[type].usual}`,
            description: linksText.types[type],
            icon: <LinkStroke type={type} />,
            onAction: () => add(drawn.source_id, drawn.target_id, type),
          })),
        },
      ]}
    />
  );
}
