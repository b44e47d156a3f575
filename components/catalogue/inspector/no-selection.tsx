import { inspectorText } from './text.ts';

export function NoSelection() {
  return <p className="p-4 text-muted">{inspectorText.pick}</p>;
}
