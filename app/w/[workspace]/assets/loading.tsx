import { LogSkeleton } from '#components/bundles/log-skeleton.tsx';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <LogSkeleton />
    </LoadingPlace>
  );
}
