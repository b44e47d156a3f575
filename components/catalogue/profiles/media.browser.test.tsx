import { expect, test } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done } from '#components/testing/server.ts';
import { ArtImage } from './art-image.tsx';
import { Podcast } from './podcast-player.tsx';
import { profilesText } from './text.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const media = profilesText.media;

const tellMedia = (more: object = {}) =>
  answer('profile-media', () => done({ audio: null, image: null, is_audio_stale: false, ...more }));

test('a recording that cannot be played leads to its file', async () => {
  tellMedia({ is_audio_stale: true });
  const profile = {
    podcast_audio_object_id: 'http://localhost:9/none.mp3',
    podcast_duration_seconds: 600,
    podcast_generated_at: '2026-01-15T10:30:00Z',
  };
  const screen = await show(<Podcast workspace={WORKSPACE} spark_id={ID} profile={profile} />);
  await expect.element(screen.getByText(media.stale)).toBeVisible();
  await expect.element(screen.getByText(/10:00 long/)).toBeVisible();
  await expect.element(screen.getByText(media.notPlayed)).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: media.open }))
    .toHaveAttribute('href', 'http://localhost:9/none.mp3');
});

test('an id of another system is told as such', async () => {
  tellMedia();
  const screen = await show(
    <Podcast workspace={WORKSPACE} spark_id={ID} profile={{ podcast_audio_object_id: '8f2c0000-d1' }} />,
  );
  await expect.element(screen.getByText(media.elsewhere)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: media.play })).not.toBeInTheDocument();
});

test('a picture that cannot be shown is told', async () => {
  tellMedia();
  const profile = { art_image: { url: 'http://localhost:9/none.png' }, art_image_description: 'A seedling' };
  const screen = await show(<ArtImage workspace={WORKSPACE} concept_id={ID} profile={profile} />);
  await expect.element(screen.getByText(media.notShown)).toBeVisible();
});
