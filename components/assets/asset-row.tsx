'use client';

import { Copy, FileText, ImageOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Person } from '#components/people/person.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { endingOf, findType, isImage, sizeInWords } from '#lib/assets/core/asset.ts';
import type { ListedAsset } from '#lib/assets/data/assets.ts';
import { useTrashAsset } from '#lib/assets/queries.ts';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useUndoChangeSet } from '#lib/history/queries/trash.ts';
import { AltField } from './alt-field.tsx';
import { AssetUsers } from './asset-users.tsx';
import { assetsText } from './text.ts';

const nameOf = (asset: ListedAsset) => asset.path.split('/').at(-1) ?? asset.path;
const addressOf = (asset: ListedAsset) =>
  asset.sha256 === null ? null : assetAddress({ sha256: asset.sha256, path: asset.path });

/** One file: what it looks like, what it is, how it is described, and where it is used. */
export function AssetRow({ workspace, asset }: { workspace: string; asset: ListedAsset }) {
  const { locale } = useLocale();
  const name = nameOf(asset);
  const isPicture = isImage(asset.media_type);
  const facts = [
    findType(asset.media_type)?.name ?? asset.media_type,
    asset.byte_size !== null && sizeInWords(asset.byte_size, locale),
    asset.width !== null && asset.height !== null && assetsText.size(asset.width, asset.height),
  ].filter(Boolean);
  return (
    <li aria-label={name} className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-3 border-b py-4 sm:flex-nowrap">
      <Thumbnail asset={asset} />
      <div className="flex min-w-0 flex-1 flex-col gap-2 max-sm:basis-[calc(100%-8rem)]">
        <div className="flex min-w-0 flex-col gap-0.5">
          <h2 dir="auto" title={asset.path} className="truncate font-medium">
            {name}
          </h2>
          <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted tabular-nums">
            {facts.map((fact) => (
              <span key={String(fact)}>{fact}</span>
            ))}
          </p>
        </div>
        {asset.is_stored ? (
          isPicture && <AltField workspace={workspace} asset={asset} name={name} />
        ) : (
          <p className="text-sm text-draft">
            <span className="font-medium">{assetsText.notUploaded}.</span> {assetsText.notUploadedWhy}
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-1 text-sm text-muted max-sm:flex-1 sm:w-60 sm:shrink-0">
        <AssetUsers workspace={workspace} users={asset.users} name={name} />
        <p className="flex min-w-0 flex-wrap items-center gap-x-3">
          <Person workspace={workspace} user_id={asset.created_by} />
          <RelativeTime value={asset.created_at} />
        </p>
      </div>
      <div className="flex shrink-0 gap-0.5">
        <CopyMarkdown asset={asset} name={name} />
        <TrashAsset workspace={workspace} asset={asset} name={name} />
      </div>
    </li>
  );
}

function Thumbnail({ asset }: { asset: ListedAsset }) {
  const [isBroken, setBroken] = useState(false);
  const address = addressOf(asset);
  const name = nameOf(asset);
  const frame =
    'flex h-20 w-28 shrink-0 items-center justify-center overflow-hidden rounded-lg border bg-sunken text-faint';
  if (!asset.is_stored || address === null || isBroken) {
    return (
      <span className={frame}>
        <ImageOff aria-hidden className="size-5" />
      </span>
    );
  }
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      aria-label={assetsText.open(name)}
      className={`${frame} transition-colors duration-quick hover:border-field-line`}
    >
      {isImage(asset.media_type) ? (
        // biome-ignore lint/performance/noImgElement: served as it is, by ourselves.
        <img
          src={address}
          alt=""
          loading="lazy"
          decoding="async"
          // Drawings with a clear ground are made for paper.
          className="max-h-full max-w-full bg-white object-contain"
          onError={() => setBroken(true)}
        />
      ) : (
        <span className="flex flex-col items-center gap-1 text-xs font-medium text-muted uppercase">
          <FileText aria-hidden className="size-5" strokeWidth={1.5} />
          {endingOf(name)}
        </span>
      )}
    </a>
  );
}

/** What a lesson needs to show the file, for those who write Markdown elsewhere. */
function CopyMarkdown({ asset, name }: { asset: ListedAsset; name: string }) {
  const address = addressOf(asset);
  if (address === null) return null;
  const words = (asset.alt_text ?? (isImage(asset.media_type) ? '' : name)).replace(/[[\]\\]/g, '\\$&');
  const copy = () =>
    navigator.clipboard.writeText(`${isImage(asset.media_type) ? '!' : ''}[${words}](${address})`).then(
      () => toast.done(assetsText.copied),
      () => toast.problem(assetsText.copyFailed),
    );
  return (
    <IconButton label={assetsText.copy(name)} onPress={() => void copy()}>
      <Copy />
    </IconButton>
  );
}

function TrashAsset({ workspace, asset, name }: { workspace: string; asset: ListedAsset; name: string }) {
  const write = useNumber();
  const trash = useTrashAsset(workspace);
  const undo = useUndoChangeSet(workspace);
  const takeBack = (change_set: string) =>
    undo.mutateAsync(change_set).then(
      () => toast.done(assetsText.restored(name)),
      (error) => toast.problem(assetsText.notRestored(name), { detail: problemOf(error).message }),
    );
  return (
    <AlertDialog
      title={assetsText.trashTitle(name)}
      confirmLabel={assetsText.trashConfirm}
      danger
      trigger={
        <IconButton label={assetsText.trash(name)}>
          <Trash2 />
        </IconButton>
      }
      onConfirm={async () => {
        const change_set = await trash.mutateAsync(asset.id);
        toast.done(assetsText.trashed(name), { undo: () => void takeBack(change_set) });
      }}
    >
      {asset.users.length === 0 ? (
        assetsText.trashUnused
      ) : (
        <div className="flex flex-col gap-3">
          <p>{assetsText.trashUsed(asset.users.length, write(asset.users.length))}</p>
          <AssetUsers workspace={workspace} users={asset.users} name={name} isListed />
        </div>
      )}
    </AlertDialog>
  );
}
