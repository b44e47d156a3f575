'use client';

import { ScanText } from 'lucide-react';
import { useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import type { PromptAsk } from '#lib/generation/queries/rules.ts';
import { PromptPreview } from './prompt-preview.tsx';
import { promptText } from './text.ts';

/** Shows the prompt of what is being asked for, before anything is spent; `P` opens it and Escape closes it. */
export function PreviewButton({ workspace, ask }: { workspace: string; ask: PromptAsk }) {
  const [isOpen, setOpen] = useState(false);
  useShortcuts(promptText.keys.label, [{ keys: 'P', label: promptText.keys.preview, run: () => setOpen(true) }]);
  return (
    <>
      <Button icon={<ScanText />} aria-haspopup="dialog" onPress={() => setOpen(true)} className="self-start">
        {promptText.open}
        <KeyHint keys="P" />
      </Button>
      {isOpen && (
        <Dialog title={promptText.title} size="xl" isOpen onOpenChange={setOpen}>
          <div className="flex flex-col gap-3">
            <p className="text-muted">{promptText.free}</p>
            <PromptPreview workspace={workspace} ask={ask} />
          </div>
        </Dialog>
      )}
    </>
  );
}
