import { PlanSkeleton } from '#components/bundles/plan-skeleton.tsx';
import { LoadingPlace } from '../../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <PlanSkeleton />
    </LoadingPlace>
  );
}
