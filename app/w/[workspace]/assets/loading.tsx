import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <LogSkeleton />
    </LoadingPlace>
  );
}
