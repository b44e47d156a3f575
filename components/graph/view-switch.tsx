import { List, Network, Table2, Workflow } from 'lucide-react';
import { Segmented } from '#components/ui/segmented.tsx';
import type { GraphView } from './address.ts';
import { graphText } from './text.ts';

/** The map is read, on the canvas links are drawn: these two have their words. */
const VIEWS: { id: GraphView; icon: React.ReactNode; iconOnly?: boolean }[] = [
  { id: 'map', icon: <Network /> },
  { id: 'canvas', icon: <Workflow /> },
  { id: 'list', icon: <List />, iconOnly: true },
  { id: 'table', icon: <Table2 />, iconOnly: true },
];

/** How the graph is shown. */
export function ViewSwitch({ view, onChange }: { view: GraphView; onChange: (view: GraphView) => void }) {
  return (
    <Segmented
      size="sm"
      label={graphText.view}
      items={VIEWS.map((each) => ({ ...each, label: graphText.views[each.id] }))}
      value={view}
      onChange={onChange}
    />
  );
}
