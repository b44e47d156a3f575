import { ResultsSkeleton } from '#components/search/results-skeleton.tsx';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <ResultsSkeleton />
    </LoadingPlace>
  );
}
