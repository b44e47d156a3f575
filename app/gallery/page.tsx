import { PageHeader } from '#components/ui/page-header';
import { StateBadge } from '#components/ui/state-badge';
import { ControlsSection } from './controls';
import { DataSection } from './data';
import { FeedbackSection } from './feedback';
import { GalleryFrame } from './frame';

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
