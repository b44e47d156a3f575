import { cookies } from 'next/headers';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { GalleryFrame } from '../frame.tsx';
import { OutlinePanes } from './panes.tsx';

export const metadata = { title: 'Outline' };

export default async function OutlineGallery() {
  const memory = readPanes((await cookies()).get(panesCookie('gallery'))?.value);
  return (
    <GalleryFrame
      layout="fill"
      crumbs={[
        { label: 'Version control academy', href: '/gallery' },
        { label: 'Version control with Git, from the first commit to a team of forty', href: '/gallery/outline' },
        { label: 'Tracking changes: the modify, add, commit cycle, and why the staging area exists' },
      ]}
    >
      <OutlinePanes memory={memory} />
    </GalleryFrame>
  );
}
