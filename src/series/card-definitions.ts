import type { Definition } from './series.ts';

/** What counts as a card, by the notes with which snapshots say it. */
export const cardDefinitions = {
  text: {
    text: 'The README contains some text (in 2025, more than three characters).',
    notes: [
      'A model has a card when its README holds some text, whatever its length.',
      'A model has a card when its text is longer than three characters.',
    ],
  },
  metadata: {
    text: 'The Hub’s listing carries card metadata.',
    notes: [
      'A model has a card when the Hub’s listing carries card metadata for it, which is more than an empty README and less than a card worth reading.',
    ],
  },
  readme: {
    text: 'The repository contains a README.md, whatever its content.',
    notes: ['A model has a card when its repository holds a README.md, whatever it says.'],
  },
} as const satisfies Record<string, Definition>;
