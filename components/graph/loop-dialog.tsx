'use client';

import { useState } from 'react';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { linksText } from './links-text.ts';
import { LoopDrawing } from './loop-drawing.tsx';
import type { LinkEditing, RefusedLoop } from './use-link-editing.ts';

export type LoopDialogProps = Pick<LinkEditing, 'refused' | 'dismiss' | 'removeInstead' | 'leaveOut' | 'isPending'>;

/** A refused loop, drawn, with a way out at each of its links. */
export function LoopDialog({ refused, ...editing }: LoopDialogProps) {
  // Stays while it leaves with its motion.
  const [last, setLast] = useState(refused);
  if (refused && refused !== last) setLast(refused);
  const removed = last?.edits.filter(({ op }) => op === 'remove').length ?? 0;
  const isTurned = last?.edits.some(({ op }) => op === 'reverse');
  const why = removed > 0 ? linksText.loop.whyStill(removed) : isTurned ? linksText.loop.whyTurned : linksText.loop.why;
  return (
    <Dialog
      title={linksText.loop.title}
      size="lg"
      isOpen={refused !== null}
      // What is under way answers here: closed before that, it would open again.
      onOpenChange={(open) => !open && !editing.isPending && editing.dismiss()}
      footer={
        <Button onPress={editing.dismiss} isDisabled={editing.isPending}>
          {linksText.loop.keep}
        </Button>
      }
    >
      <p role="status" className="text-muted">
        {why}
      </p>
      {last && <Loop refused={last} {...editing} />}
    </Dialog>
  );
}

function Loop({
  refused: { loop, edits },
  removeInstead,
  leaveOut,
  isPending,
}: Omit<LoopDialogProps, 'refused' | 'dismiss'> & { refused: RefusedLoop }) {
  const [lit, setLit] = useState<number | null>(null);
  const [pressed, setPressed] = useState<number | null>(null);
  const coming = edits.filter(({ op }) => op === 'add').length;
  return (
    <div className="flex flex-col pt-2">
      <LoopDrawing loop={loop} lit={lit} more={linksText.loop.hidden} />
      <ol aria-label={linksText.loop.list} className="flex flex-col border-t">
        {loop.map(({ node, link }, at) => {
          const next = loop[(at + 1) % loop.length]?.node ?? node;
          // Of several new links each can be left out; a single one is what this is all about.
          const own = link
            ? -1
            : edits.findIndex((one) => one.op === 'add' && one.source_id === node.id && one.target_id === next.id);
          const repair = (run: () => Promise<void>) => {
            setPressed(at);
            void run();
          };
          return (
            <li
              key={node.id}
              onPointerEnter={() => setLit(at)}
              onPointerLeave={() => setLit(null)}
              onFocus={() => setLit(at)}
              onBlur={() => setLit(null)}
              className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 border-b py-2"
            >
              <span aria-hidden className="w-5 shrink-0 text-end text-sm text-faint tabular-nums">
                {at + 1}
              </span>
              <span className="flex min-w-0 flex-1 basis-56 flex-col">
                <span dir="auto" className="text-title font-medium break-words">
                  {node.title}
                </span>
                <span className="flex min-w-0 items-center gap-2 text-sm text-muted">
                  {link ? (
                    <LinkStroke type={link.link_type} />
                  ) : (
                    <span aria-hidden className="w-7 shrink-0 border-t-2 border-dashed border-danger" />
                  )}
                  <span className="text-title min-w-0 break-words">
                    {linksText.loop.leadsTo(link ? LINK_WORDS[link.link_type] : linksText.loop.newLink, next.title)}
                  </span>
                </span>
              </span>
              {link && (
                <Button
                  size="sm"
                  aria-label={linksText.loop.removeLabel(node.title, next.title)}
                  isPending={isPending && pressed === at}
                  isDisabled={isPending && pressed !== at}
                  onPress={() => repair(() => removeInstead(link.id))}
                >
                  {linksText.loop.removeInstead}
                </Button>
              )}
              {own >= 0 && coming > 1 && (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={linksText.loop.leaveOutLabel(node.title, next.title)}
                  isPending={isPending && pressed === at}
                  isDisabled={isPending && pressed !== at}
                  onPress={() => repair(() => leaveOut(own))}
                >
                  {linksText.loop.leaveOut}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
