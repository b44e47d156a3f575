import { HomeSkeleton } from '#components/home/home-skeleton.tsx';
import { LoadingPlace } from '../loading-place.tsx';

export default function Loading() {
  return (
    <LoadingPlace>
      <HomeSkeleton />
    </LoadingPlace>
  );
}
