import { PageHeader } from '#components/ui/page-header.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { ControlsSection } from './controls.tsx';
import { DataSection } from './data.tsx';
import { FeedbackSection } from './feedback.tsx';
import { GalleryFrame } from './frame.tsx';

export const metadata = { title: 'Gallery' };

export default function Gallery() {
  return (
    <GalleryFrame crumbs={[{ label: 'Version control academy', href: '/gallery' }, { label: 'Gallery' }]}>
      <div className="flex flex-col gap-10">
        <PageHeader title="Gallery" badges={<StateBadge state="draft" />}>
          Every control in every state, with words as they stand in the studio.
        </PageHeader>
        <ControlsSection />
        <DataSection />
        <FeedbackSection />
      </div>
    </GalleryFrame>
  );
}
