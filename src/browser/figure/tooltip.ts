/** The tooltip of a chart, by pointer and by key: the value is highlighted, described beside it, and announced. */
import { createHtml, createSvg } from '../element.ts';
import { type ChartScales, parseScales } from '../../charts/scales.ts';
import type { Datum, ChartData } from './chart-data.ts';
import type { Width } from '../../charts/theme.ts';

/** A chart in one of its widths, of which the stylesheet shows the fitting one. */
export interface Box {
  readonly box: HTMLElement;
  readonly width: Width;
}

interface At {
  readonly series: number;
  readonly position: number;
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** What is asked of the figure around. */
export interface Figure {
  readonly element: HTMLElement;
  readonly boxes: readonly Box[];
  /** Speaks to those who do not see the chart. */
  readonly say: (words: string) => void;
}

/** How far from a chart a pointer still points at it. In pixels of the chart. */
const hoverDistance = 24;

export class Tooltip {
  readonly #figure: Figure;
  readonly #tip = createHtml('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
  #data: ChartData | null = null;
  #at: At | null = null;
  /** The box with the mark in it. */
  #shown: Box | null = null;
  #byKey = false;
  /** What Escape has closed: the pointer must go elsewhere before a note opens again. */
  #closed: At | null = null;

  constructor(figure: Figure) {
    this.#figure = figure;
    figure.element.append(this.#tip);
    for (const each of figure.boxes) this.#listen(each);
    this.#tip.addEventListener('pointerleave', (event) => this.#leave(event));
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#at === null) return;
      this.#closed = this.#at;
      this.hide();
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (!(target instanceof Node && figure.element.contains(target))) this.hide();
    });
  }

  /** The chart shows these values from now on. */
  set data(data: ChartData) {
    this.hide();
    this.#data = data;
    this.#at = null;
  }

  hide(): void {
    this.#at = null;
    this.#shown?.box.querySelector('.cursor')?.remove();
    this.#shown = null;
    this.#tip.hidden = true;
  }

  #listen(each: Box): void {
    const { box } = each;
    box.addEventListener('pointermove', (event) => this.#move(each, event));
    box.addEventListener('pointerdown', (event) => this.#down(each, event));
    box.addEventListener('pointerleave', (event) => this.#leave(event));
    box.addEventListener('focus', () => {
      if (!box.matches(':focus-visible')) return;
      const at = this.#at ?? this.#last();
      if (at) this.#show(each, at, { byKey: true });
    });
    box.addEventListener('blur', () => {
      if (this.#byKey) this.hide();
    });
    box.addEventListener('keydown', (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const at = this.#step(event.key);
      if (!at) return;
      event.preventDefault();
      this.#show(each, at, { byKey: true });
    });
  }

  /** The newest value, or the first of a list. */
  #last(): At | null {
    const data = this.#data;
    if (!data) return null;
    const there = (data.values[0] ?? []).map(({ x, y }) => !Number.isNaN(x + y));
    return { series: 0, position: data.along === 'x' ? Math.max(there.lastIndexOf(true), 0) : 0 };
  }

  #step(key: string): At | null {
    const data = this.#data;
    if (!data || !/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key)) return null;
    const at = this.#at ?? this.#closed;
    if (!at) return this.#last();
    const within = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1);
    const [positions, series] = [data.positions.length, data.series.length];
    const move = (by: number) => ({ ...at, position: within(at.position + by, positions) });
    if (key === 'Home') return move(-Infinity);
    if (key === 'End') return move(Infinity);
    const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
    // Along the positions with two keys, and from series to series with the others; from node to node with all four.
    const isAcross = key === 'ArrowLeft' || key === 'ArrowRight';
    const isAlong = data.along === 'nodes' || (data.along === 'y' ? !isAcross || series === 1 : isAcross);
    if (isAlong) return move(step);
    if (data.along !== 'both') return { ...at, series: within(at.series + step, series) };
    // Among points the keys up and down walk by height.
    const points = data.values[0] ?? [];
    const order = points.map((_, index) => index).sort((a, b) => (points[b]?.y ?? 0) - (points[a]?.y ?? 0));
    return { ...at, position: order[within(order.indexOf(at.position) + step, positions)] ?? at.position };
  }

  #move(box: Box, event: PointerEvent): void {
    const pixel = this.#pixel(box, event);
    const at = this.#nearest(box, pixel);
    if (!at) {
      if (!this.#byKey && event.pointerType !== 'touch') this.hide();
      return;
    }
    if (isSame(at, this.#closed)) return;
    this.#closed = null;
    if (isSame(at, this.#at) && !this.#byKey) return;
    this.#show(box, at, { byKey: false, pixel });
  }

  #down(box: Box, event: PointerEvent): void {
    const pixel = this.#pixel(box, event);
    const at = this.#nearest(box, pixel);
    this.#closed = null;
    if (!at) {
      this.hide();
      return;
    }
    if (event.pointerType === 'touch') this.#show(box, at, { byKey: false, pixel, speak: true });
  }

  #leave({ relatedTarget, pointerType }: PointerEvent): void {
    if (this.#byKey || pointerType === 'touch') return;
    const inside =
      relatedTarget instanceof Node &&
      (this.#tip.contains(relatedTarget) || this.#figure.boxes.some(({ box }) => box.contains(relatedTarget)));
    if (!inside) this.hide();
    if (!inside) this.#closed = null;
  }

  /** Where a pointer is, in pixels of the chart. */
  #pixel({ box }: Box, { clientX, clientY }: PointerEvent): Pixel {
    const { left, top, scale } = sizeOf(box);
    return { x: (clientX - left) / scale, y: (clientY - top) / scale };
  }

  /** The value at a pixel. */
  #nearest({ box, width }: Box, { x, y }: Pixel): At | null {
    const data = this.#data;
    if (!data) return null;
    const scales = scalesOf(box);
    const distances = data.values.flatMap((row, series) => {
      const edges = edgesOf(scales, data, series, width);
      const outside =
        x < edges.left - hoverDistance ||
        x > edges.right + hoverDistance ||
        y < edges.top - hoverDistance ||
        y > edges.bottom + hoverDistance;
      // A list is pointed at in its whole width; a small chart only in its own.
      if (data.along !== 'y' && outside) return [];
      return row.map((datum, position) => {
        const pixel = pixelOf(scales, data, { series, position }, width);
        const node = data.nodeAt?.(position, width);
        const beside = node ? Math.max(node.x - node.r - x, x - node.end, 0) : Math.abs(pixel.x - x);
        const across = data.along === 'y' ? 0 : beside;
        const up = Math.abs(pixel.y - y);
        const gap = Number.isNaN(datum.y) ? 1e3 : 0;
        const inCell = data.facet && (x < edges.left || x > edges.right || y < edges.top || y > edges.bottom) ? 1e9 : 0;
        // Over time the month decides, and only then the height.
        const far = data.along === 'x' ? across * 1e4 + up + gap + inCell : Math.hypot(across, up) + inCell;
        return { at: { series, position }, far };
      });
    });
    const [first, ...rest] = distances;
    if (!first) return null;
    const best = rest.reduce((least, each) => (each.far < least.far ? each : least), first);
    return ['both', 'nodes'].includes(data.along) && best.far > hoverDistance * 1.5 ? null : best.at;
  }

  #show(each: Box, at: At, { byKey, pixel, speak = byKey }: { byKey: boolean; pixel?: Pixel; speak?: boolean }): void {
    const data = this.#data;
    const datum = data?.values[at.series]?.[at.position];
    if (!data || !datum) return;
    this.hide();
    this.#at = at;
    this.#byKey = byKey;
    this.#shown = each;
    const pixels = this.#highlight(each, data, at);
    this.#tip.replaceChildren(...contentOf(data, at));
    this.#tip.hidden = false;
    this.#position(each.box, data, pixels, pixel);
    if (speak) this.#figure.say(spokenTextOf(data, at, datum));
  }

  /** Draws the mark at a value, and at the same month of every other series. Answers where the values stand. */
  #highlight({ box, width }: Box, data: ChartData, at: At): Pixel[] {
    const scales = scalesOf(box);
    const group = createSvg('g', { class: 'cursor' });
    const own = pixelOf(scales, data, at, width);
    const pixels: Pixel[] = [];
    if (data.along === 'y') {
      const half = Math.abs(scales.y(1) - scales.y(0)) / 2;
      const { x = 0, width: whole = 0 } = box.querySelector('svg')?.viewBox.baseVal ?? {};
      group.append(createSvg('rect', { class: 'row', x: x - 4, y: own.y - half, width: whole + 8, height: half * 2 }));
      pixels.push(own);
    }
    const node = data.nodeAt?.(at.position, width);
    if (node) {
      const ring = { cx: node.x, cy: node.y, r: node.r + 4, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 };
      group.append(createSvg('circle', ring));
      pixels.push({ x: node.x, y: node.y - node.r }, { x: node.x, y: node.y + node.r });
    }
    for (const [series, { colour }] of data.along === 'y' ? [] : data.series.entries()) {
      const here = { series, position: at.position };
      const pixel = pixelOf(scales, data, here, width);
      const edges = edgesOf(scales, data, series, width);
      if (data.along === 'x' && (data.facet || series === at.series))
        group.append(createSvg('line', { class: 'rule', x1: pixel.x, x2: pixel.x, y1: edges.top, y2: edges.bottom }));
      const value = data.values[series]?.[at.position];
      if (!value || Number.isNaN(value.y)) continue;
      const r = series === at.series ? 5 : 3;
      group.append(
        createSvg('circle', {
          cx: pixel.x,
          cy: pixel.y,
          r,
          stroke: colour,
          ...(series === at.series ? {} : { fill: colour }),
        }),
      );
      if (!data.facet || series === at.series) pixels.push(pixel);
    }
    box.querySelector('svg')?.append(group);
    return pixels.length > 0 ? pixels : [own];
  }

  /** Beside a row, above or below a month; never under the pointer, and inside the figure. */
  #position(box: HTMLElement, { along }: ChartData, pixels: readonly Pixel[], pointer: Pixel | undefined): void {
    const { left, top, scale } = sizeOf(box);
    const around = this.#figure.element.getBoundingClientRect();
    const tip = this.#tip;
    tip.style.left = '0';
    tip.style.top = '0';
    const [width, height] = [tip.offsetWidth, tip.offsetHeight];
    const onPage = (pixel: Pixel) => ({
      x: left - around.left + pixel.x * scale,
      y: top - around.top + pixel.y * scale,
    });
    const targets = [...pixels, ...(pointer ? [pointer] : [])].map(onPage);
    const [ys, at] = [targets.map(({ y }) => y), onPage(pointer ?? pixels[0] ?? { x: 0, y: 0 })];
    const gap = 14;
    let [x, y] = [at.x - width / 2, Math.min(...ys) - height - gap];
    if (along === 'y') {
      const row = onPage(pixels[0] ?? { x: 0, y: 0 });
      x = at.x + gap + 4;
      if (x + width > around.width) x = at.x - width - gap - 4;
      y = row.y - height / 2;
      if (x < 0) [x, y] = [around.width - width, row.y - height - gap];
    }
    // Above, unless it would leave the window there; below then.
    if (around.top + y < 4) y = Math.max(...ys) + gap;
    tip.style.left = `${Math.round(Math.min(Math.max(x, 0), Math.max(around.width - width, 0)))}px`;
    tip.style.top = `${Math.round(y)}px`;
  }
}

const isSame = (one: At, other: At | null): boolean => one.series === other?.series && one.position === other.position;

const scalesOf = (box: HTMLElement): ChartScales => parseScales(box.querySelector('svg')?.dataset.scales ?? '');

/** Where the chart of a box is in the window, and how large one of its pixels is there. */
function sizeOf(box: HTMLElement): { left: number; top: number; scale: number } {
  const svg = box.querySelector('svg');
  const { left = 0, top = 0, width = 1 } = svg?.getBoundingClientRect() ?? {};
  return { left, top, scale: width / (svg?.viewBox.baseVal.width ?? width) || 1 };
}

/** The edges of the chart in which a series stands. */
function edgesOf(
  { frame, facets }: ChartScales,
  { facet }: ChartData,
  series: number,
  width: Width,
): ChartScales['frame'] {
  if (!facets || !facet) return frame;
  const { fx, fy } = facet(series, width);
  const [left, top] = [facets.left(fx), facets.top(fy)];
  return { left, top, right: left + facets.width, bottom: top + facets.height };
}

/** Where a value stands; at the foot of its chart where it has none. */
function pixelOf(scales: ChartScales, data: ChartData, { series, position }: At, width: Width): Pixel {
  const node = data.nodeAt?.(position, width);
  if (node) return node;
  const datum = data.values[series]?.[position];
  const edges = edgesOf(scales, data, series, width);
  const [x, y] = [scales.x(datum?.x ?? NaN), scales.y(datum?.y ?? NaN)];
  return {
    x: Number.isFinite(x) ? x + edges.left - scales.frame.left : edges.left,
    y: Number.isFinite(y) ? y + edges.top - scales.frame.top : edges.bottom,
  };
}

/** The words of a note: where one is, the values there, and what there is to say of the one that is pointed at. */
function contentOf(data: ChartData, at: At): Node[] {
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
function spokenTextOf(data: ChartData, at: At, { value, interval, note, more = [] }: Datum): string {
  const name = data.series[at.series]?.name ?? '';
  const where = [data.positions[at.position] ?? '', name].filter(Boolean).join(', ');
  const parts = [value === '–' ? note : value, interval, value === '–' ? '' : note, data.measure, ...more];
  return `${where}: ${parts.filter(Boolean).join('. ')}.`;
}
