'use client';

import { Label } from 'react-aria-components/Label';
import {
  Slider as AriaSlider,
  type SliderProps as AriaSliderProps,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components/Slider';
import { cx } from './cx.tsx';

export interface SliderProps<Value extends number | number[]>
  extends Omit<AriaSliderProps<Value>, 'className' | 'children'> {
  label: string;
  hideLabel?: boolean;
  /** Names of the thumbs, where there are several. */
  thumbs?: readonly string[];
  /** The value in words; left out where a field beside it says it. */
  output?: string | null;
  className?: string;
}

/** One number of a range, or a part of the range with two thumbs. */
export function Slider<Value extends number | number[]>(props: SliderProps<Value>) {
  const { label, hideLabel, thumbs = [label], output, className, ...rest } = props;
  return (
    <AriaSlider {...rest} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <div className={cx('flex items-baseline gap-2 text-sm', hideLabel && 'sr-only')}>
        <Label className="flex-1 font-medium text-ink">{label}</Label>
        {output !== null && <SliderOutput className="text-muted tabular-nums">{output}</SliderOutput>}
      </div>
      <SliderTrack className="group relative h-5 w-full">
        {({ state }) => {
          const [first, last] = [state.getThumbPercent(0), state.getThumbPercent(state.values.length - 1)];
          const from = state.values.length > 1 ? first : 0;
          return (
            <>
              <span className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-pressed" />
              <span
                className="absolute top-1/2 h-1 -translate-y-1/2 rounded-full bg-accent"
                style={{ insetInlineStart: `${from * 100}%`, width: `${(last - from) * 100}%` }}
              />
              {thumbs.map((name, index) => (
                <SliderThumb
                  key={name}
                  index={index}
                  aria-label={state.values.length > 1 ? name : undefined}
                  className="top-1/2 size-4 rounded-full border-2 border-accent bg-surface data-dragging:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus"
                />
              ))}
            </>
          );
        }}
      </SliderTrack>
    </AriaSlider>
  );
}
