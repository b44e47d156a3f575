'use client';

import { CircleAlert, CircleCheck, FileUp, RotateCw, X } from 'lucide-react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { assetsText } from './text.ts';
import type { Upload, Uploads } from './use-uploads.ts';

/** What is on its way and what came of the rest, each refusal with its sentence. */
export function UploadList({ uploads, stop, again, clear }: Uploads) {
  if (uploads.length === 0) return null;
  const ended = uploads.filter(({ state }) => state !== 'waiting' && state !== 'sending');
  const count = (state: Upload['state']) => uploads.filter((one) => one.state === state).length;
  return (
    <section aria-labelledby="uploads" className="flex flex-col gap-2 rounded-lg border px-4 py-3">
      <div className="flex items-center gap-3">
        <h2 id="uploads" className="font-medium">
          {assetsText.uploads}
        </h2>
        <p role="status" className="flex-1 text-sm text-muted">
          {ended.length === uploads.length && assetsText.summary(count('done'), count('refused'))}
        </p>
        {ended.length > 0 && (
          <Button size="sm" variant="quiet" onPress={clear}>
            {assetsText.hide}
          </Button>
        )}
      </div>
      <ul className="flex max-h-80 flex-col overflow-y-auto">
        {byUrgency(uploads).map((upload) => (
          <li key={upload.id} className="flex min-w-0 items-start gap-3 border-t py-2">
            <Mark state={upload.state} />
            <div className="min-w-0 flex-1">
              <Fate upload={upload} />
            </div>
            {(upload.state === 'waiting' || upload.state === 'sending') && (
              <IconButton size="sm" label={assetsText.stop(upload.file.name)} onPress={() => stop(upload.id)}>
                <X />
              </IconButton>
            )}
            {(upload.state === 'refused' || upload.state === 'stopped') && (
              <IconButton size="sm" label={assetsText.again(upload.file.name)} onPress={() => again(upload.id)}>
                <RotateCw />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What needs somebody first, what is done last. */
function byUrgency(uploads: Upload[]): Upload[] {
  const rank = { refused: 0, sending: 1, waiting: 2, stopped: 3, done: 4 };
  return uploads.toSorted((a, b) => rank[a.state] - rank[b.state]);
}

function Mark({ state }: { state: Upload['state'] }) {
  if (state === 'done') return <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-published" />;
  if (state === 'refused') return <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />;
  return <FileUp aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />;
}

function Fate({ upload }: { upload: Upload }) {
  const { locale } = useLocale();
  const { file, state, share, message, asset } = upload;
  if (state === 'sending') {
    const percent = numberFormat(locale, { style: 'percent' }).format(share);
    return share < 1 ? (
      <Progress label={file.name} value={share} max={1} note={assetsText.sent(percent)} />
    ) : (
      <Progress label={file.name} note={assetsText.checking} />
    );
  }
  const said = {
    waiting: assetsText.waiting,
    done: asset && !asset.is_new ? assetsText.known(asset.path) : assetsText.done,
    refused: message ?? '',
    stopped: assetsText.stopped,
  }[state];
  return (
    <div className={cx('flex min-w-0 gap-x-3', state === 'refused' ? 'flex-col' : 'items-baseline')}>
      <p dir="auto" className="truncate text-sm font-medium" title={file.name}>
        {file.name}
      </p>
      <p className={cx('text-sm', state === 'refused' ? 'text-danger-text' : 'shrink-0 text-muted')}>{said}</p>
    </div>
  );
}
