/** What a note says of a value, to see and to hear. */
import { createHtml, createSvg } from '../element.ts';
import type { ChartData, Datum } from './chart-data.ts';
import type { At } from './pixels.ts';

/** The words of a note: where one is, the values there, and what there is to say of the one that is pointed at. */
export function contentOf(data: ChartData, at: At): Node[] {
  const datum = data.values[at.series]?.[at.position];
  const name = data.series[at.series]?.name ?? '';
  const many = data.series.length > 1 && (!data.facet || data.along === 'y');
  const line = (kind: string, words: string) => (words === '' ? [] : [createHtml('p', { class: kind }, words)]);
  const where = data.positions[at.position] ?? '';
  return [
    ...line('at', many || name === '' ? where : `${name} · ${where}`),
    ...(many
      ? [
          createHtml(
            'ul',
            {},
            ...data.series.map((series, index) => {
              const swatch = createSvg('svg', { viewBox: '0 0 10 10', class: 'swatch' });
              swatch.append(createSvg('circle', { cx: 5, cy: 5, r: 4.5, fill: series.colour }));
              const words = data.values[index]?.[at.position]?.value ?? '–';
              return createHtml(
                'li',
                index === at.series ? { class: 'own' } : {},
                swatch,
                createHtml('span', {}, series.name),
                createHtml('b', {}, words),
              );
            }),
          ),
        ]
      : datum && datum.value !== '–'
        ? line(data.along === 'both' ? 'also' : 'value', datum.value)
        : []),
    ...line('also', datum?.interval ?? ''),
    ...line('also', datum?.note ?? ''),
    ...line('measure', data.measure),
    ...(datum?.more ?? []).flatMap((words) => line('measure', words)),
  ];
}

/** The same as one sentence after another. */
export function spokenTextOf(data: ChartData, at: At, { value, interval, note, more = [] }: Datum): string {
  const name = data.series[at.series]?.name ?? '';
  const where = [data.positions[at.position] ?? '', name].filter(Boolean).join(', ');
  const parts = [value === '–' ? note : value, interval, value === '–' ? '' : note, data.measure, ...more];
  return `${where}: ${parts.filter(Boolean).join('. ')}.`;
}
