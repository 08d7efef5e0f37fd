/** Values of a chart as a reader hears and reads them, one at a time. */
import type { Column, Unit } from '../schema/table.ts';

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `May 2023` */
export const monthInWords = (text: string): string => month.format(new Date(`${text}-01T00:00:00Z`));

/** `May 2023`, or `May 2023 to June 2023` */
export const periodInWords = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? monthInWords(from) : `${monthInWords(from)} to ${monthInWords(to)}`;

const figures = (value: number) =>
  (Math.abs(value) < 100 && !Number.isInteger(value) ? small : number).format(value).replace('-', '−');
const hundredths = (value: number) => {
  const shown = Math.abs(value * 100);
  return (value * 100).toFixed(shown > 0 && shown < 1 ? 2 : 1).replace('-', '−');
};

/** What a model is to the one that it was made from; of one, and of several. */
const relations: Readonly<Record<string, readonly [string, string]>> = {
  finetune: ['fine-tuned', 'fine-tuned'],
  quantized: ['quantized', 'quantized'],
  adapter: ['adapter', 'adapters'],
  merge: ['merge', 'merges'],
  'not-named': ['relation not named', 'relation not named'],
};

/**
 * A relation in words that fit a number of models: `1 adapter`, `2 adapters`.
 *
 * @throws {Error} if there are no words for it
 */
export function relationInWords(slug: string, models = 2): string {
  const words = relations[slug];
  if (!words)
    throw new Error(`there are no words for the relation ${slug}; there are for ${Object.keys(relations).join(', ')}`);
  return words[models === 1 ? 0 : 1];
}

/** What a column holds, where it stands alone: “Those of them” follows on another column. */
export const measureInWords = ({ description }: Pick<Column, 'description'>): string =>
  description.replace(/^Those of them\b/, 'Those');

/** The same for an axis, whose numbers show their range themselves. */
export const axisInWords = (column: Pick<Column, 'description'>): string =>
  measureInWords(column).replace(/, 0 to 1$/, '');

/** A value with its unit. A count is of what its column says. */
export function valueInWords(unit: Unit, value: number): string {
  switch (unit) {
    case 'share':
      return `${hundredths(value)}\u00a0%`;
    case 'shareChange':
      return `${value > 0 ? '+' : ''}${(value * 100).toFixed(2).replace('-', '−')} percentage points`;
    case 'correlation':
    case 'probability':
      return value.toFixed(2).replace('-', '−');
    case 'hours':
    case 'days':
      return `${figures(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
    default:
      return figures(value);
  }
}

/** `46.6 to 51.2 %`: the unit stands once. */
export function intervalInWords(unit: Unit, low: number, high: number): string {
  const [first, last] = [valueInWords(unit, low), valueInWords(unit, high)];
  const [, tail = ''] = /([\u00a0 ].+)$/.exec(last) ?? [];
  return `${tail !== '' && first.endsWith(tail) ? first.slice(0, -tail.length) : first} to ${last}`;
}
