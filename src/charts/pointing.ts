/** Values of a chart by pointer and by key: a mark at the value, a note beside it, and the same in words to be spoken. */
import { make, shape } from './element.ts';
import { type Places, readPlaces } from './places.ts';
import type { Reading, Readings } from './readings.ts';
import type { Width } from './theme.ts';

/** A chart in one of its widths, of which the stylesheet shows the fitting one. */
export interface Box {
  readonly box: HTMLElement;
  readonly width: Width;
}

interface At {
  readonly series: number;
  readonly position: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What is asked of the figure around. */
export interface Figure {
  readonly element: HTMLElement;
  readonly boxes: readonly Box[];
  /** Speaks to those who do not see the chart. */
  readonly say: (words: string) => void;
  /** A reader has chosen months; null where a figure has no period. */
  readonly choosePeriod: ((from: string, to: string) => void) | null;
  /** A reader seems to be about to choose months. */
  readonly prepare: () => void;
}

/** How far a pointer must go before it drags; how far from a chart it still points at it. In pixels of the chart. */
const [dragged, near] = [6, 24];

export class Pointing {
  readonly #figure: Figure;
  readonly #tip = make('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
  #readings: Readings | null = null;
  #at: At | null = null;
  /** The box with the mark in it. */
  #shown: Box | null = null;
  #byKey = false;
  /** What Escape has closed: the pointer must go elsewhere before a note opens again. */
  #closed: At | null = null;
  #drag: { readonly box: Box; readonly pointer: number; readonly from: At; readonly x: number; moved: boolean } | null =
    null;

  constructor(figure: Figure) {
    this.#figure = figure;
    figure.element.append(this.#tip);
    for (const each of figure.boxes) this.#listen(each);
    this.#tip.addEventListener('pointerleave', (event) => {
      this.#leave(event);
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || (this.#at === null && this.#drag === null)) return;
      this.#closed = this.#at;
      this.hide();
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (!(target instanceof Node && figure.element.contains(target))) this.hide();
    });
  }

  /** The chart shows these values from now on. */
  set readings(readings: Readings) {
    this.hide();
    this.#readings = readings;
    this.#at = null;
  }

  hide(): void {
    this.#drag = null;
    this.#at = null;
    this.#shown?.box.querySelector('.cursor')?.remove();
    this.#shown = null;
    this.#tip.hidden = true;
  }

  #listen(each: Box): void {
    const { box } = each;
    box.addEventListener('pointermove', (event) => {
      this.#move(each, event);
    });
    box.addEventListener('pointerdown', (event) => {
      this.#down(each, event);
    });
    box.addEventListener('pointerup', (event) => {
      this.#up(each, event);
    });
    box.addEventListener('pointercancel', () => {
      this.#drag = null;
    });
    box.addEventListener('pointerleave', (event) => {
      this.#leave(event);
    });
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
      const at = this.#walk(event.key);
      if (!at) return;
      event.preventDefault();
      this.#show(each, at, { byKey: true });
    });
  }

  /** The newest value, or the first of a list. */
  #last(): At | null {
    const readings = this.#readings;
    if (!readings) return null;
    const there = (readings.values[0] ?? []).map(({ x, y }) => !Number.isNaN(x + y));
    return { series: 0, position: readings.along === 'x' ? Math.max(there.lastIndexOf(true), 0) : 0 };
  }

  #walk(key: string): At | null {
    const readings = this.#readings;
    if (!readings || !/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key)) return null;
    const at = this.#at ?? this.#closed;
    if (!at) return this.#last();
    const within = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1);
    const [positions, series] = [readings.positions.length, readings.series.length];
    const move = (by: number) => ({ ...at, position: within(at.position + by, positions) });
    if (key === 'Home') return move(-Infinity);
    if (key === 'End') return move(Infinity);
    const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
    // Along the positions with two keys, and from series to series with the others; from node to node with all four.
    const isAcross = key === 'ArrowLeft' || key === 'ArrowRight';
    const isAlong = readings.along === 'nodes' || (readings.along === 'y' ? !isAcross || series === 1 : isAcross);
    if (isAlong) return move(step);
    if (readings.along !== 'both') return { ...at, series: within(at.series + step, series) };
    // Among points the keys up and down walk by height.
    const points = readings.values[0] ?? [];
    const order = points.map((_, index) => index).sort((a, b) => (points[b]?.y ?? 0) - (points[a]?.y ?? 0));
    return { ...at, position: order[within(order.indexOf(at.position) + step, positions)] ?? at.position };
  }

  #move(box: Box, event: PointerEvent): void {
    const drag = this.#drag;
    const spot = this.#spot(box, event);
    if (drag?.pointer === event.pointerId) {
      if (!drag.moved && Math.abs(spot.x - drag.x) < dragged) return;
      if (!drag.moved) box.box.setPointerCapture(event.pointerId);
      drag.moved = true;
      this.#brush(drag.box, drag.from, spot);
      return;
    }
    const at = this.#nearest(box, spot);
    if (!at) {
      if (!this.#byKey && event.pointerType !== 'touch') this.hide();
      return;
    }
    if (isSame(at, this.#closed)) return;
    this.#closed = null;
    if (isSame(at, this.#at) && !this.#byKey) return;
    this.#show(box, at, { byKey: false, spot });
  }

  #down(box: Box, event: PointerEvent): void {
    const spot = this.#spot(box, event);
    const at = this.#nearest(box, spot);
    this.#closed = null;
    if (!at) {
      this.hide();
      return;
    }
    if (event.pointerType === 'touch') {
      this.#show(box, at, { byKey: false, spot, speak: true });
      return;
    }
    if (event.button !== 0 || !this.#figure.choosePeriod || !this.#readings?.moments.length) return;
    this.#figure.prepare();
    this.#drag = { box, pointer: event.pointerId, from: at, x: spot.x, moved: false };
  }

  #up(box: Box, event: PointerEvent): void {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag?.moved || drag.pointer !== event.pointerId) return;
    const moments = this.#readings?.moments ?? [];
    const to = this.#nearest(box, this.#spot(box, event), drag.from.series) ?? drag.from;
    const [first, last] = [drag.from.position, to.position].sort((a, b) => a - b);
    this.hide();
    const [from, until] = [moments[first ?? 0], moments[last ?? 0]];
    if (from !== undefined && until !== undefined) this.#figure.choosePeriod?.(from, until);
  }

  #leave({ relatedTarget, pointerType }: PointerEvent): void {
    if (this.#byKey || this.#drag?.moved || pointerType === 'touch') return;
    const inside =
      relatedTarget instanceof Node &&
      (this.#tip.contains(relatedTarget) || this.#figure.boxes.some(({ box }) => box.contains(relatedTarget)));
    if (!inside) this.hide();
    if (!inside) this.#closed = null;
  }

  /** Where a pointer is, in pixels of the chart. */
  #spot({ box }: Box, { clientX, clientY }: PointerEvent): Spot {
    const { left, top, scale } = sizeOf(box);
    return { x: (clientX - left) / scale, y: (clientY - top) / scale };
  }

  /** The value at a spot; within one series where that is given. */
  #nearest({ box, width }: Box, { x, y }: Spot, within?: number): At | null {
    const readings = this.#readings;
    if (!readings) return null;
    const places = placesOf(box);
    const distances = readings.values.flatMap((row, series) => {
      if (within !== undefined && series !== within) return [];
      const edges = edgesOf(places, readings, series, width);
      const outside =
        x < edges.left - near || x > edges.right + near || y < edges.top - near || y > edges.bottom + near;
      // A list is pointed at in its whole width; a small chart only in its own.
      if (within === undefined && readings.along !== 'y' && outside) return [];
      return row.map((reading, position) => {
        const spot = spotOf(places, readings, { series, position }, width);
        const node = readings.place?.(position, width);
        const beside = node ? Math.max(node.x - node.r - x, x - node.end, 0) : Math.abs(spot.x - x);
        const across = readings.along === 'y' ? 0 : beside;
        const up = within === undefined ? Math.abs(spot.y - y) : 0;
        const gap = Number.isNaN(reading.y) ? 1e3 : 0;
        const inCell =
          readings.cell && (x < edges.left || x > edges.right || y < edges.top || y > edges.bottom) ? 1e9 : 0;
        // Over time the month decides, and only then the height.
        const far = readings.along === 'x' ? across * 1e4 + up + gap + inCell : Math.hypot(across, up) + inCell;
        return { at: { series, position }, far };
      });
    });
    const [first, ...rest] = distances;
    if (!first) return null;
    const best = rest.reduce((least, each) => (each.far < least.far ? each : least), first);
    return ['both', 'nodes'].includes(readings.along) && best.far > near * 1.5 ? null : best.at;
  }

  #show(each: Box, at: At, { byKey, spot, speak = byKey }: { byKey: boolean; spot?: Spot; speak?: boolean }): void {
    const readings = this.#readings;
    const reading = readings?.values[at.series]?.[at.position];
    if (!readings || !reading) return;
    this.hide();
    this.#at = at;
    this.#byKey = byKey;
    this.#shown = each;
    const spots = this.#mark(each, readings, at);
    this.#tip.replaceChildren(...noteOf(readings, at));
    this.#tip.hidden = false;
    this.#placeTip(each.box, readings, spots, spot);
    if (speak) this.#figure.say(sentenceOf(readings, at, reading));
  }

  /** Draws the mark at a value, and at the same month of every other series. Answers where the values stand. */
  #mark({ box, width }: Box, readings: Readings, at: At): Spot[] {
    const places = placesOf(box);
    const group = shape('g', { class: 'cursor' });
    const own = spotOf(places, readings, at, width);
    const spots: Spot[] = [];
    if (readings.along === 'y') {
      const half = Math.abs(places.y(1) - places.y(0)) / 2;
      const { x = 0, width: whole = 0 } = box.querySelector('svg')?.viewBox.baseVal ?? {};
      group.append(shape('rect', { class: 'row', x: x - 4, y: own.y - half, width: whole + 8, height: half * 2 }));
      spots.push(own);
    }
    const node = readings.place?.(at.position, width);
    if (node) {
      const ring = { cx: node.x, cy: node.y, r: node.r + 4, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 };
      group.append(shape('circle', ring));
      spots.push({ x: node.x, y: node.y - node.r }, { x: node.x, y: node.y + node.r });
    }
    for (const [series, { colour }] of readings.along === 'y' ? [] : readings.series.entries()) {
      const here = { series, position: at.position };
      const spot = spotOf(places, readings, here, width);
      const edges = edgesOf(places, readings, series, width);
      if (readings.along === 'x' && (readings.cell || series === at.series))
        group.append(shape('line', { class: 'rule', x1: spot.x, x2: spot.x, y1: edges.top, y2: edges.bottom }));
      const value = readings.values[series]?.[at.position];
      if (!value || Number.isNaN(value.y)) continue;
      const r = series === at.series ? 5 : 3;
      group.append(
        shape('circle', {
          cx: spot.x,
          cy: spot.y,
          r,
          stroke: colour,
          ...(series === at.series ? {} : { fill: colour }),
        }),
      );
      if (!readings.cell || series === at.series) spots.push(spot);
    }
    box.querySelector('svg')?.append(group);
    return spots.length > 0 ? spots : [own];
  }

  /** Beside a row, above or below a month; never under the pointer, and inside the figure. */
  #placeTip(box: HTMLElement, { along }: Readings, spots: readonly Spot[], pointer: Spot | undefined): void {
    const { left, top, scale } = sizeOf(box);
    const around = this.#figure.element.getBoundingClientRect();
    const tip = this.#tip;
    tip.style.left = '0';
    tip.style.top = '0';
    const [wide, tall] = [tip.offsetWidth, tip.offsetHeight];
    const onPage = (spot: Spot) => ({ x: left - around.left + spot.x * scale, y: top - around.top + spot.y * scale });
    const targets = [...spots, ...(pointer ? [pointer] : [])].map(onPage);
    const [ys, at] = [targets.map(({ y }) => y), onPage(pointer ?? spots[0] ?? { x: 0, y: 0 })];
    const gap = 14;
    let [x, y] = [at.x - wide / 2, Math.min(...ys) - tall - gap];
    if (along === 'y') {
      const row = onPage(spots[0] ?? { x: 0, y: 0 });
      x = at.x + gap + 4;
      if (x + wide > around.width) x = at.x - wide - gap - 4;
      y = row.y - tall / 2;
      if (x < 0) [x, y] = [around.width - wide, row.y - tall - gap];
    }
    // Above, unless it would leave the window there; below then.
    if (around.top + y < 4) y = Math.max(...ys) + gap;
    tip.style.left = `${Math.round(Math.min(Math.max(x, 0), Math.max(around.width - wide, 0)))}px`;
    tip.style.top = `${Math.round(y)}px`;
  }

  /** Shows the months between which a pointer drags. */
  #brush(box: Box, from: At, to: Spot): void {
    const readings = this.#readings;
    const until = this.#nearest(box, to, from.series);
    if (!readings || !until) return;
    this.#shown?.box.querySelector('.cursor')?.remove();
    this.#shown = box;
    this.#at = null;
    const places = placesOf(box.box);
    const edges = edgesOf(places, readings, from.series, box.width);
    const [first = 0, last = 0] = [from.position, until.position].sort((a, b) => a - b);
    const x = (position: number) => spotOf(places, readings, { series: from.series, position }, box.width).x;
    const half = Math.abs(x(1) - x(0)) / 2;
    const [left, right] = [Math.max(x(first) - half, edges.left), Math.min(x(last) + half, edges.right)];
    const group = shape('g', { class: 'cursor' });
    group.append(
      shape('rect', { class: 'brush', x: left, width: right - left, y: edges.top, height: edges.bottom - edges.top }),
    );
    box.box.querySelector('svg')?.append(group);
    const [begin = '', end = ''] = [readings.positions[first], readings.positions[last]];
    this.#tip.replaceChildren(make('p', { class: 'at' }, begin === end ? begin : `${begin} to ${end}`));
    this.#tip.hidden = false;
    this.#placeTip(box.box, readings, [{ x: to.x, y: edges.top }], undefined);
  }
}

const isSame = (one: At, other: At | null): boolean => one.series === other?.series && one.position === other.position;

const placesOf = (box: HTMLElement): Places => readPlaces(box.querySelector('svg')?.dataset.places ?? '');

/** Where the chart of a box is in the window, and how large one of its pixels is there. */
function sizeOf(box: HTMLElement): { left: number; top: number; scale: number } {
  const svg = box.querySelector('svg');
  const { left = 0, top = 0, width = 1 } = svg?.getBoundingClientRect() ?? {};
  return { left, top, scale: width / (svg?.viewBox.baseVal.width ?? width) || 1 };
}

/** The edges of the chart in which a series stands. */
function edgesOf({ frame, facets }: Places, { cell }: Readings, series: number, width: Width): Places['frame'] {
  if (!facets || !cell) return frame;
  const { fx, fy } = cell(series, width);
  const [left, top] = [facets.left(fx), facets.top(fy)];
  return { left, top, right: left + facets.width, bottom: top + facets.height };
}

/** Where a value stands; at the foot of its chart where it has none. */
function spotOf(places: Places, readings: Readings, { series, position }: At, width: Width): Spot {
  const node = readings.place?.(position, width);
  if (node) return node;
  const reading = readings.values[series]?.[position];
  const edges = edgesOf(places, readings, series, width);
  const [x, y] = [places.x(reading?.x ?? NaN), places.y(reading?.y ?? NaN)];
  return {
    x: Number.isFinite(x) ? x + edges.left - places.frame.left : edges.left,
    y: Number.isFinite(y) ? y + edges.top - places.frame.top : edges.bottom,
  };
}

/** The words of a note: where one is, the values there, and what there is to say of the one that is pointed at. */
function noteOf(readings: Readings, at: At): Node[] {
  const reading = readings.values[at.series]?.[at.position];
  const name = readings.series[at.series]?.name ?? '';
  const many = readings.series.length > 1 && (!readings.cell || readings.along === 'y');
  const line = (kind: string, words: string) => (words === '' ? [] : [make('p', { class: kind }, words)]);
  const where = readings.positions[at.position] ?? '';
  return [
    ...line('at', many || name === '' ? where : `${name} · ${where}`),
    ...(many
      ? [
          make(
            'ul',
            {},
            ...readings.series.map((series, index) => {
              const swatch = shape('svg', { viewBox: '0 0 10 10', class: 'swatch' });
              swatch.append(shape('circle', { cx: 5, cy: 5, r: 4.5, fill: series.colour }));
              const words = readings.values[index]?.[at.position]?.value ?? '–';
              return make(
                'li',
                index === at.series ? { class: 'own' } : {},
                swatch,
                make('span', {}, series.name),
                make('b', {}, words),
              );
            }),
          ),
        ]
      : reading && reading.value !== '–'
        ? line(readings.along === 'both' ? 'also' : 'value', reading.value)
        : []),
    ...line('also', reading?.interval ?? ''),
    ...line('also', reading?.note ?? ''),
    ...line('measure', readings.measure),
    ...(reading?.more ?? []).flatMap((words) => line('measure', words)),
  ];
}

/** The same as one sentence after another. */
function sentenceOf(readings: Readings, at: At, { value, interval, note, more = [] }: Reading): string {
  const name = readings.series[at.series]?.name ?? '';
  const where = [readings.positions[at.position] ?? '', name].filter(Boolean).join(', ');
  const parts = [value === '–' ? note : value, interval, value === '–' ? '' : note, readings.measure, ...more];
  return `${where}: ${parts.filter(Boolean).join('. ')}.`;
}
