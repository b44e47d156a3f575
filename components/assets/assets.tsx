'use client';

import { useQuery } from '@tanstack/react-query';
import { Upload as UploadIcon } from 'lucide-react';
import { useRef } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { useFileDrop } from '#components/ui/use-file-drop.tsx';
import { assetProblemsQuery } from '#lib/assets/queries.ts';
import { AssetList } from './asset-list.tsx';
import { AssetProblems } from './asset-problems.tsx';
import { assetsText } from './text.ts';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './use-uploads.ts';

/** The files of a workspace and what is wrong with them. Files can be dropped anywhere on it. */
export function Assets({ workspace }: { workspace: string }) {
  const [params, setParams] = useUrlState();
  const uploads = useUploads(workspace);
  const input = useRef<HTMLInputElement>(null);
  const problems = useQuery(assetProblemsQuery(workspace));
  const view = params.get('view') === 'problems' ? 'problems' : 'files';
  const { isOver, handlers } = useFileDrop(uploads.add);
  return (
    <div {...handlers} className="relative flex flex-col gap-5">
      <PageHeader
        title={assetsText.title}
        actions={
          <Button variant="primary" icon={<UploadIcon />} onPress={() => input.current?.click()}>
            {assetsText.upload}
          </Button>
        }
      >
        {assetsText.lead}
      </PageHeader>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          uploads.add([...(event.target.files ?? [])]);
          // The same file may be chosen again, once it has been mended.
          event.target.value = '';
        }}
      />
      <UploadList {...uploads} />
      <Tabs
        label={assetsText.views}
        selected={view}
        onSelect={(next) => setParams({ view: next === 'problems' ? 'problems' : null })}
        items={[
          { id: 'files', label: assetsText.files, content: <AssetList workspace={workspace} onFiles={uploads.add} /> },
          {
            id: 'problems',
            label: assetsText.problems,
            note: problems.data?.total || undefined,
            content: <AssetProblems workspace={workspace} />,
          },
        ]}
      />
      <div
        aria-hidden
        className={cx(
          'pointer-events-none absolute -inset-3 flex items-start justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/80 pt-24 text-lg font-medium text-accent-text',
          !isOver && 'hidden',
        )}
      >
        {assetsText.drop}
      </div>
    </div>
  );
}
