import { TimelineSkeleton } from '#components/snapshots/timeline-skeleton.tsx';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <TimelineSkeleton />
    </LoadingPlace>
  );
}
