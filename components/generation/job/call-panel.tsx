'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { dateFormat } from '#components/ui/formats.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { textIn } from '#lib/generation/core/asks/ask.ts';
import type { CallText, JobCall } from '#lib/generation/data/providers.ts';
import { callTextQuery } from '#lib/generation/queries/jobs.ts';
import { SettleCall } from '../books/settle-call.tsx';
import { booksText } from '../books/text.ts';
import { useMoney } from '../money.ts';
import { generationText } from '../text.ts';

const words = generationText.timeline;
const VIEWS = ['prompt', 'answer', 'raw'] as const;
type View = (typeof VIEWS)[number];

interface CallPanelProps {
  workspace: string;
  call: JobCall;
  nth: number;
  of: number;
  maySettle: boolean;
  onGo: (by: 1 | -1) => void;
}

/** One request to a model: when, how much, and its prompt and answer. */
export function CallPanel({ workspace, call, nth, of, maySettle, onGo }: CallPanelProps) {
  const [view, setView] = useState<View>('answer');
  const [isSettling, setSettling] = useState(false);
  useShortcuts(words.label, [
    { keys: 'P', label: words.views.prompt, run: () => setView('prompt') },
    { keys: 'A', label: words.views.answer, run: () => setView('answer') },
  ]);
  return (
    <aside aria-label={words.request(nth, of)} className="flex min-w-0 flex-col gap-3 xl:border-s xl:ps-6">
      <header className="flex items-center gap-1">
        <h2 className="flex-1 font-medium">{words.request(nth, of)}</h2>
        <IconButton size="sm" label={words.before} shortcut="K" isDisabled={nth === 1} onPress={() => onGo(-1)}>
          <ChevronUp />
        </IconButton>
        <IconButton size="sm" label={words.next} shortcut="J" isDisabled={nth === of} onPress={() => onGo(1)}>
          <ChevronDown />
        </IconButton>
      </header>
      <Facts call={call} />
      {call.error_message && <p className="text-sm text-muted">{call.error_message}</p>}
      {call.book === 'unknown' && maySettle && (
        <Button size="sm" className="self-start" onPress={() => setSettling(true)}>
          {booksText.settle}
        </Button>
      )}
      {isSettling && <SettleCall workspace={workspace} request_id={call.id} onClose={() => setSettling(false)} />}
      <Segmented
        label={words.viewsLabel}
        size="sm"
        value={view}
        onChange={setView}
        items={VIEWS.map((id) => ({ id, label: words.views[id] }))}
      />
      <Text workspace={workspace} call={call} view={view} />
    </aside>
  );
}

function Facts({ call }: { call: JobCall }) {
  const number = useNumber();
  const money = useMoney();
  const { locale } = useLocale();
  const clock = dateFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  const at = (iso: string | null) => (iso ? clock.format(new Date(iso)) : null);
  const tokens = (count: number | null) => (count === null ? null : words.count(number(count)));
  const facts: [string, string | null][] = [
    [words.facts.model, [call.model, call.provider].filter(Boolean).join(', ')],
    [words.facts.template, call.template_version],
    [words.facts.sent, at(call.sent_at)],
    [words.facts.ended, [at(call.settled_at), call.finish_reason].filter(Boolean).join(', ') || null],
    [words.facts.input, tokens(call.input_tokens)],
    [words.facts.cached, call.cached_input_tokens ? tokens(call.cached_input_tokens) : null],
    [words.facts.output, tokens(call.output_tokens)],
    [words.facts.reserved, money(call.reserved_micros)],
    [words.facts.cost, call.book === 'sent' ? null : money(call.cost_micros)],
    [words.facts.reason, call.settled_reason],
  ];
  return <KeyValues items={facts.flatMap(([key, value]) => (value ? [{ key, value, numeric: true }] : []))} />;
}

/** What was sent or came back, as text; raw as JSON, to be taken elsewhere. */
function Text({ workspace, call, view }: { workspace: string; call: JobCall; view: View }) {
  const { data } = useQuery(callTextQuery(workspace, call.id));
  if (data === undefined) return <TextSkeleton lines={8} />;
  if (!data?.prompt && !data?.answer) return <p className="text-sm text-muted">{words.gone}</p>;
  if (view === 'prompt') {
    return data.prompt?.map(({ role, content }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name but their place, and are never changed.
      <Passage key={at} title={role} text={content} />
    ));
  }
  if (view === 'answer')
    return data.answer ? <Answer text={data.answer} /> : <p className="text-muted">{words.none}</p>;
  return <Passage text={rawOf(call, data)} />;
}

/** Answers are JSON: where they hold a text, that is what people want to read; the rest is set out line by line. */
function Answer({ text }: { text: string }) {
  const parsed = parsedOf(text);
  const written = textIn(parsed, 'content_md');
  if (written === '') return <Passage text={parsed === null ? text : JSON.stringify(parsed, null, 2)} />;
  return (
    <div
      dir="auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well.
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-lg border bg-surface px-3 py-2 font-serif whitespace-pre-wrap"
    >
      {written}
    </div>
  );
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const rawOf = (call: JobCall, text: CallText): string => JSON.stringify({ ...call, ...text }, null, 2);

const Passage = ({ title, text }: { title?: string; text: string }) => (
  <section className="flex min-w-0 flex-col gap-1">
    {title && <h3 className="text-sm text-muted">{title}</h3>}
    <pre
      dir="auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well.
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-lg border bg-sunken px-3 py-2 text-sm whitespace-pre-wrap"
    >
      {text}
    </pre>
  </section>
);
