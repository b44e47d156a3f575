import { useMutation } from '@tanstack/react-query';
import { unwrap } from '#lib/base/queries/result.ts';
import { changePasswordAction, changePictureAction, renameAction } from '../actions/account.ts';

// What other pages show of the reader, the server draws anew: the caller refreshes.

export const useRename = () =>
  useMutation({ mutationFn: (input: { display_name: string }) => unwrap(renameAction(input)) });

/** A picture in base64, or null for none; gives its digest. */
export const useChangePicture = () =>
  useMutation({ mutationFn: (content: string | null) => unwrap(changePictureAction({ content })) });

export const useChangePassword = () =>
  useMutation({ mutationFn: (input: { current: string; next: string }) => unwrap(changePasswordAction(input)) });
