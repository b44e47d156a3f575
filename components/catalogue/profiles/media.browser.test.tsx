import { expect, test } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { ArtImage } from './art-image.tsx';
import { PerformanceTab } from './performance-tab.tsx';
import { Podcast } from './podcast-player.tsx';
import { profilesText } from './text.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const media = profilesText.media;
const words = profilesText.performance;

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

const day = (measured_on: string, views: number): PerformanceDay => ({
  measured_on,
  views,
  unique_visitors: 5,
  avg_engagement_rate: 0.46,
  conversion_rate: null,
  search_impressions: 0,
  avg_search_position: null,
  key_learnings: measured_on === '2026-01-31' ? ['Most leave at the cloud.'] : [],
  suggested_improvements: [],
});

test('figures stand beside those before, and those of a day are typed and removed', async () => {
  answer('performance', () => done([day('2026-01-31', 30), day('2025-12-31', 20)]));
  answer('savePerformanceAction', () => done(null));
  answer('removePerformanceAction', () => done(null));
  const screen = await show(<PerformanceTab workspace={WORKSPACE} id={ID} slug="farm" />);
  await expect.element(screen.getByText('+50%')).toBeVisible();
  await expect.element(screen.getByText('Most leave at the cloud.')).toBeVisible();
  await screen.getByRole('radio', { name: words.table }).click();
  await screen.getByRole('button', { name: words.edit('2025-12-31') }).click();
  await screen.getByRole('textbox', { name: words.views, exact: true }).fill('25');
  await screen.getByRole('button', { name: words.save }).click();
  await expect
    .poll(() => inputsOf('savePerformanceAction'))
    .toEqual([{ trail_id: ID, measured_on: '2025-12-31', figures: { views: 25 } }]);
  await screen.getByRole('button', { name: words.removeTitle('2025-12-31') }).click();
  await screen.getByRole('button', { name: words.remove, exact: true }).click();
  await expect.poll(() => inputsOf('removePerformanceAction')).toEqual([{ trail_id: ID, measured_on: '2025-12-31' }]);
});

test('of a list that is corrected, entries that are no text go out as they came', async () => {
  const learnings = ['{"text":"x"}', 'Two'];
  answer('performance', () => done([{ ...day('2026-01-31', 30), key_learnings: learnings }]));
  answer('savePerformanceAction', () => done(null));
  const screen = await show(<PerformanceTab workspace={WORKSPACE} id={ID} slug="farm" />);
  await screen.getByRole('radio', { name: words.table }).click();
  await screen.getByRole('button', { name: words.edit('2026-01-31') }).click();
  await screen.getByRole('textbox', { name: words.learnings }).fill([...learnings, 'Three'].join('\n'));
  await screen.getByRole('button', { name: words.save }).click();
  await expect
    .poll(() => inputsOf('savePerformanceAction'))
    .toMatchObject([{ figures: { key_learnings: [{ text: 'x' }, 'Two', 'Three'] } }]);
});

test('a day that has figures is edited and not added again', async () => {
  answer('performance', () => done([day('2026-01-31', 30)]));
  const screen = await show(<PerformanceTab workspace={WORKSPACE} id={ID} slug="farm" />);
  await expect.element(screen.getByRole('heading', { name: words.last('31 Jan 2026') })).toBeVisible();
  await screen.getByRole('button', { name: words.add }).click();
  await screen.getByRole('textbox', { name: words.day, exact: true }).fill('2026-01-31');
  await expect.element(screen.getByText(words.dayTaken)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: words.save })).toBeDisabled();
  await screen.getByRole('button', { name: words.editTaken }).click();
  await expect.element(screen.getByRole('heading', { name: words.formOf('2026-01-31') })).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: words.views, exact: true })).toHaveValue('30');
});
