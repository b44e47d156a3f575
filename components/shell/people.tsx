import { Avatar } from '#components/ui/avatar.tsx';
import { shellText } from './text.ts';

/** Who else is here. More than three become a number. */
export function People({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const shown = names.slice(0, 3);
  const label = shellText.people([...names]);
  return (
    <span role="img" aria-label={label} title={label} className="flex items-center -space-x-1 rtl:space-x-reverse">
      {shown.map((name) => (
        <span key={name} className="rounded-full ring-2 ring-canvas">
          <Avatar name={name} size="sm" decorative />
        </span>
      ))}
      {names.length > shown.length && (
        <span className="ps-2.5 text-xs text-muted tabular-nums">+{names.length - shown.length}</span>
      )}
    </span>
  );
}
