'use client';

import { useQuery } from '@tanstack/react-query';
import { Pause, Play, TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { audioAddress, clock } from '#lib/catalogue/core/media.ts';
import { profileMediaQuery } from '#lib/catalogue/queries/profiles.ts';
import { profilesText } from './text.ts';

const words = profilesText.media;

interface PodcastProps {
  workspace: string;
  spark_id: string;
  profile: Readonly<Record<string, unknown>>;
}

/** The recording of a lesson: heard here where the studio knows where it is, with what is known of it. */
export function Podcast({ workspace, spark_id, profile }: PodcastProps) {
  const { locale } = useLocale();
  const { data: media } = useQuery(profileMediaQuery(workspace, 'spark', spark_id));
  const id = profile.podcast_audio_object_id;
  const { podcast_duration_seconds: seconds, podcast_generated_at: made } = profile;
  if (typeof id !== 'string' && typeof made !== 'string') return null;
  const address = audioAddress(id) ?? (media?.audio ? assetAddress(media.audio) : null);
  const time = typeof made === 'string' ? Date.parse(made) : Number.NaN;
  const facts = [
    !Number.isNaN(time) &&
      words.made(new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })),
    Number.isNaN(time) && typeof made === 'string' && words.made(made),
    typeof seconds === 'number' && words.lasts(clock(seconds)),
  ].filter((one) => typeof one === 'string');
  return (
    <div className="flex flex-col gap-3">
      {media?.is_audio_stale && (
        <p role="status" className="flex items-start gap-2 rounded-lg bg-draft-soft px-3 py-2 text-draft">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <strong className="font-medium">{words.stale}</strong> {words.staleWhy}
          </span>
        </p>
      )}
      {address ? (
        <Player key={address} address={address} length={typeof seconds === 'number' ? seconds : 0} />
      ) : (
        media && <p className="text-sm text-muted">{words.elsewhere}</p>
      )}
      {facts.length > 0 && <p className="text-sm text-muted tabular-nums">{facts.join(' · ')}</p>}
    </div>
  );
}

/** Play, pause and a place to go to. `length`: what is known of it before the file is read. */
function Player({ address, length }: { address: string; length: number }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [now, setNow] = useState(0);
  const [whole, setWhole] = useState(length);
  const [hasFailed, setFailed] = useState(false);
  const toggle = () => {
    if (isPlaying) audio.current?.pause();
    else void audio.current?.play().catch(() => setFailed(true));
  };
  const go = (seconds: number) => {
    setNow(seconds);
    if (audio.current) audio.current.currentTime = seconds;
  };
  return (
    <div className="flex flex-col gap-3">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands below it. */}
      <audio
        ref={audio}
        src={address}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setNow(currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget }) =>
          Number.isFinite(currentTarget.duration) && setWhole(currentTarget.duration)
        }
        onError={() => setFailed(true)}
      />
      {hasFailed ? (
        <ProblemNotice
          title={words.notPlayed}
          why={words.notPlayedWhy}
          actions={
            <Link href={address} target="_blank" rel="noreferrer">
              {words.open}
            </Link>
          }
        />
      ) : (
        <div className="flex items-center gap-4 rounded-lg border bg-surface px-3 py-2">
          <Button size="sm" icon={isPlaying ? <Pause /> : <Play />} onPress={toggle} className="w-22">
            {isPlaying ? words.pause : words.play}
          </Button>
          <Slider
            label={words.place}
            hideLabel
            output={null}
            minValue={0}
            maxValue={Math.max(whole, 1)}
            step={1}
            value={Math.min(now, Math.max(whole, 1))}
            onChange={go}
            className="flex-1"
          />
          <span className="text-sm whitespace-nowrap text-muted tabular-nums">
            {words.at(clock(now), clock(whole))}
          </span>
        </div>
      )}
    </div>
  );
}
