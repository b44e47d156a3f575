import {
  ArrowLeftRight,
  CircleDot,
  Hash,
  ListOrdered,
  type LucideIcon,
  PencilLine,
  ShieldQuestionMark,
  SquareCheck,
  TextCursorInput,
  TextSelect,
  ToggleLeft,
} from 'lucide-react';
import type { ExerciseType } from '#lib/exercises/core/exercise.ts';

/** The icon of each type. */
export const ICONS: Record<ExerciseType, LucideIcon> = {
  mcq: CircleDot,
  multi_select: SquareCheck,
  true_false: ToggleLeft,
  short_answer: TextCursorInput,
  numeric: Hash,
  cloze: TextSelect,
  matching: ArrowLeftRight,
  ordering: ListOrdered,
  open_response: PencilLine,
};

export const iconOf = (type: string | null): LucideIcon =>
  type !== null && Object.hasOwn(ICONS, type) ? ICONS[type as ExerciseType] : ShieldQuestionMark;
