import { PlanSkeleton } from '#components/imports/plan-skeleton';
import { LoadingPlace } from '../../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <PlanSkeleton />
    </LoadingPlace>
  );
}
