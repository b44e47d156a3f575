import { TimelineSkeleton } from '#components/snapshots/timeline-skeleton';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <TimelineSkeleton />
    </LoadingPlace>
  );
}
