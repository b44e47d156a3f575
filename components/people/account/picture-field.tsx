'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { PICTURE_TYPES, pictureAddress } from '#lib/people/core/picture.ts';
import { useChangePicture } from '#lib/people/queries/account.ts';
import { scalePicture } from './scale-picture.ts';
import { accountText } from './text.ts';

export interface PictureFieldProps {
  user_id: string;
  name: string;
  picture: string | null;
}

/** The picture of one's own: chosen, it is cut, sent and shown at once. */
export function PictureField({ user_id, name, picture }: PictureFieldProps) {
  const router = useRouter();
  const change = useChangePicture();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(picture);
  const [busy, setBusy] = useState<'choose' | 'remove' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (what: 'choose' | 'remove', read: () => Promise<string | null | undefined>) => {
    setBusy(what);
    setProblem(null);
    try {
      const content = await read();
      if (content === undefined) return setProblem(accountText.pictureUnreadable);
      setShown(await change.mutateAsync(content));
      toast.done(content === null ? accountText.pictureRemoved : accountText.pictureSaved);
      router.refresh();
    } catch (error) {
      setProblem(problemOf(error).message);
    } finally {
      setBusy(null);
    }
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">{accountText.picture}</legend>
      <div className="flex items-center gap-4">
        <Avatar name={name} src={shown ? pictureAddress(user_id, shown) : undefined} decorative size="xl" />
        <div className="flex min-w-0 flex-col gap-1.5">
          <div className="flex flex-wrap gap-2">
            <Button isPending={busy === 'choose'} isDisabled={busy === 'remove'} onPress={() => input.current?.click()}>
              {shown ? accountText.changePicture : accountText.choosePicture}
            </Button>
            {shown && (
              <Button
                variant="quiet"
                isPending={busy === 'remove'}
                isDisabled={busy === 'choose'}
                onPress={() => void send('remove', async () => null)}
              >
                {accountText.removePicture}
              </Button>
            )}
          </div>
          <p className="text-sm text-muted">{accountText.pictureHelp}</p>
        </div>
      </div>
      {problem && <ProblemNotice title={problem} />}
      <input
        ref={input}
        type="file"
        hidden
        accept={PICTURE_TYPES.join(',')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void send('choose', async () => (await scalePicture(file)) ?? undefined);
        }}
      />
    </fieldset>
  );
}
