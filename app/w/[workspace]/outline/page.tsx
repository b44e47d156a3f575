import { CatalogueOverview } from '#components/outline/catalogue-overview';

export default function OutlinePage() {
  return <CatalogueOverview />;
}
