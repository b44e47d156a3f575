import { CatalogueOverview } from '#components/catalogue/outline/catalogue-overview.tsx';

export default function OutlinePage() {
  return <CatalogueOverview />;
}
