import { LogSkeleton } from '#components/imports/log-skeleton';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <LogSkeleton />
    </LoadingPlace>
  );
}
