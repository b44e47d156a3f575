import { text } from './text.ts';

export function NoSelection() {
  return <p className="p-4 text-muted">{text.pick}</p>;
}
