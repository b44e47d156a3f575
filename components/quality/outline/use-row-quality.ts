import { useQuery } from '@tanstack/react-query';
import { useNumber } from '#components/ui/number.tsx';
import { qualityCountQuery } from '#lib/quality/queries/quality.ts';
import { qualityText } from '../text.ts';

/** How many findings in and below a row of the outline hold back a snapshot, and all of them in a sentence; null where there are none. */
export function useRowQuality(workspace: string, id: string, isMeasured: boolean) {
  const write = useNumber();
  const { data } = useQuery({ ...qualityCountQuery(workspace, id), enabled: isMeasured });
  const { blocks = 0, consider = 0 } = data ?? {};
  const all = blocks + consider;
  const said =
    all === 0
      ? null
      : blocks > 0
        ? qualityText.markBlocks(write(blocks), write(all))
        : qualityText.mark(consider, write(all));
  return { blocks, said };
}
