import { describe, expect, it } from 'vitest';
import type { Exercise } from './exercise.ts';
import { suggestLevel } from './suggest-level.ts';

const asked = (stem: string) => suggestLevel({ id: 'a', exercise_type: 'true_false', stem, answer: true } as Exercise);

describe('suggestLevel', () => {
  it.each([
    ['Design a sensor network for a greenhouse.', 'Transfer'],
    ['Explain how you would design a sensor network. Justify it.', 'Transfer'],
    ['Calculate the growing degree days.', 'Application'],
    ['What will this code print? `list name`', 'Application'],
    ['Why does a relay click?', 'Comprehension'],
    ['What is the difference between I2C and SPI?', 'Comprehension'],
    ['Which pin carries the clock?', 'Recall'],
    ['What is MQTT?', 'Recall'],
  ])('%s: %s', (stem, level) => {
    expect(asked(stem)).toBe(level);
  });

  it('says nothing of a sentence without such a verb, of verbs in code, and of another script', () => {
    expect(asked('IoT devices are always secure.')).toBeNull();
    expect(asked('`list(name)` is a call.')).toBeNull();
    expect(asked('ما هو الفرق؟ which')).toBeNull();
  });
});
