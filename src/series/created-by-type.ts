import type { Definition } from './series.ts';
import type { Reading } from './vintages.ts';

/** By this a table says that it counts models by the type that they state. */
export const statedNote =
  'Only models that state a model type are counted; the paper puts them beside a larger number of listed models. Nothing is therefore untyped.';

/** Which type a model has, by what its snapshot counts. */
export const typeRules = {
  stated: { text: 'The type that the configuration or the tags of a model state.', notes: [statedNote] },
  'stated-or-inherited': { text: 'A model that states none has the type of its base model.' },
} as const satisfies Record<string, Definition>;

/** The same in the sentences of a method: `stated: the type that …`. */
export const typeDefinitions = Object.entries(typeRules)
  .map(([name, { text }]) => `${name.replaceAll('-', ' ')}: ${text.slice(0, 1).toLowerCase()}${text.slice(1)}`)
  .join(' ');

/** The tables that vintages of model types are read from: by the type that models state, where a snapshot counts that. */
export const createdByType: { readonly readings: readonly Reading[]; readonly samples: false } = {
  readings: [
    { table: 'models-by-stated-type', versions: [1], definition: 'stated' },
    { table: 'models-created', versions: [1], definition: 'stated', notes: [statedNote] },
    { table: 'models-created', versions: [1], definition: 'stated-or-inherited' },
  ],
  samples: false,
};
