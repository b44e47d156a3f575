import { KeyValues } from '#components/ui/key-values.tsx';
import { profilesText } from './text.ts';

const LONGEST = 300;

/** What came with a file and has no place here, as it came. */
export function KeptValues({ fields }: { fields: readonly (readonly [string, unknown])[] }) {
  const items = fields.map(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return {
      key,
      value: (
        <code className="font-mono text-xs break-all">
          {text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}
        </code>
      ),
    };
  });
  return (
    <>
      <p className="text-sm text-muted">{profilesText.keptNote}</p>
      <KeyValues items={items} />
    </>
  );
}

/** The same inside a field, folded: whoever writes beside it seldom needs it. */
export function KeptInside({ fields }: { fields: readonly (readonly [string, unknown])[] }) {
  if (fields.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-default rounded-md py-1 text-muted hover:text-ink">
        {profilesText.keptInside(fields.length)}
      </summary>
      <div className="flex flex-col gap-2 pt-1">
        <KeptValues fields={fields} />
      </div>
    </details>
  );
}
