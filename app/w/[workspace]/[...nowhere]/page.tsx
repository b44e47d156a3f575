import { notFound } from 'next/navigation';

/** Every address of a workspace that is no place: said inside of the studio, where the way back is. */
export default function Nowhere() {
  notFound();
}
