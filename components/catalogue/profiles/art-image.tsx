'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { pictureOf } from '#lib/catalogue/core/media.ts';
import { profileMediaQuery } from '#lib/catalogue/queries/profiles.ts';
import { profilesText } from './text.ts';

const words = profilesText.media;

interface ArtImageProps {
  workspace: string;
  concept_id: string;
  profile: Readonly<Record<string, unknown>>;
}

/** The picture of a unit, described by what people or its file say of it. */
export function ArtImage({ workspace, concept_id, profile }: ArtImageProps) {
  const { art_image, art_image_description: description } = profile;
  const { data: media } = useQuery({
    ...profileMediaQuery(workspace, 'concept', concept_id),
    enabled: art_image !== null && art_image !== undefined,
  });
  const [failed, setFailed] = useState<string | null>(null);
  const picture = pictureOf(art_image);
  const address = media?.image ? assetAddress(media.image) : picture.address;
  if (!address) return null;
  const said = typeof description === 'string' && description.trim() !== '' ? description : null;
  const alt = said ?? media?.image?.alt_text ?? picture.alt;
  if (failed === address) return <p className="text-sm text-muted">{words.notShown}</p>;
  return (
    <figure className="flex flex-col gap-2">
      {/* biome-ignore lint/performance/noImgElement: it may be anywhere, and its size is not known. */}
      <img
        src={address}
        alt={alt ?? ''}
        onError={() => setFailed(address)}
        className="max-h-72 w-fit max-w-full rounded-lg border object-contain"
      />
      {alt === null && <figcaption className="text-sm text-muted">{words.noAlt}</figcaption>}
    </figure>
  );
}
