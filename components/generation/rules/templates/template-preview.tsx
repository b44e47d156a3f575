'use client';

import { useDeferredValue, useState } from 'react';
import { TextField } from '#components/ui/text-field.tsx';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { LEAST_TOPIC } from '#lib/generation/core/request.ts';
import { PromptPreview } from '../../prompt/prompt-preview.tsx';
import { rulesText } from '../text.ts';
import type { ShownVersion } from './shown-version.ts';

const words = rulesText.templates;

interface TemplatePreviewProps {
  workspace: string;
  content_type: ContentType;
  shown: ShownVersion;
}

/** The prompt that a version comes to, with a topic to try it on. */
export function TemplatePreview({ workspace, content_type, shown }: TemplatePreviewProps) {
  const [topic, setTopic] = useState('');
  const told = useDeferredValue(topic.trim());
  return (
    <div className="flex flex-col gap-4">
      <TextField label={words.topic} placeholder={words.topicTried} limit={1_000} value={topic} onChange={setTopic} />
      <PromptPreview
        workspace={workspace}
        ask={{
          content_type,
          request: {
            topic: told.length >= LEAST_TOPIC ? told : words.topicTried,
            ...(content_type === 'market_research' && { report: 'market_analysis' as const }),
          },
          template: shown.number ?? (shown.depth === null ? 'builtin' : 'followed'),
        }}
      />
    </div>
  );
}
