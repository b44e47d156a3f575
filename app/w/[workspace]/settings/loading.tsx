import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <TableSkeleton rows={5} columns={3} />
    </LoadingPlace>
  );
}
