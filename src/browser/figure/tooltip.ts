/** The tooltip of a chart, by pointer and by key: the value is highlighted, described beside it, and announced. */
import { createHtml, createSvg } from '../element.ts';
import type { ChartData } from './chart-data.ts';
import { type At, type Box, type Pixel, edgesOf, nearest, pixelOf, scalesOf, sizeOf } from './pixels.ts';
import { contentOf, spokenTextOf } from './tip-words.ts';

/** What is asked of the figure around. */
export interface Figure {
  readonly element: HTMLElement;
  readonly boxes: readonly Box[];
  /** Speaks to those who do not see the chart. */
  readonly say: (words: string) => void;
}

/** How a value is asked for: by a pointer somewhere, else by a key. */
interface Pointed {
  readonly pixel?: Pixel;
  readonly isTouch?: boolean;
}

/** Room for the value beside a bar, and to the note. In pixels of the page. */
const valueRoom = 72;

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
      if (at) this.#show(each, at);
    });
    box.addEventListener('blur', () => {
      if (this.#byKey) this.hide();
    });
    box.addEventListener('keydown', (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const at = this.#step(event.key);
      if (!at) return;
      event.preventDefault();
      this.#show(each, at);
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
    const at = this.#data && nearest(this.#data, box, pixel);
    if (!at) {
      if (!this.#byKey && event.pointerType !== 'touch') this.hide();
      return;
    }
    if (isSame(at, this.#closed)) return;
    this.#closed = null;
    if (isSame(at, this.#at) && !this.#byKey) return;
    this.#show(box, at, { pixel });
  }

  #down(box: Box, event: PointerEvent): void {
    const pixel = this.#pixel(box, event);
    const at = this.#data && nearest(this.#data, box, pixel);
    this.#closed = null;
    if (!at) {
      this.hide();
      return;
    }
    if (event.pointerType === 'touch') this.#show(box, at, { pixel, isTouch: true });
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

  #show(each: Box, at: At, pointed: Pointed = {}): void {
    const byKey = pointed.pixel === undefined;
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
    this.#position(each.box, data, pixels, pointed);
    if (byKey || pointed.isTouch) this.#figure.say(spokenTextOf(data, at, datum));
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

  /** Beside a row, above or below a month; never over the value or under the pointer, and inside the figure. */
  #position(
    box: HTMLElement,
    { along }: ChartData,
    pixels: readonly Pixel[],
    { pixel: pointer, isTouch = false }: Pointed,
  ): void {
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
    const [xs, ys] = [targets.map(({ x }) => x), targets.map(({ y }) => y)];
    const gap = 14;
    let [x, y] = [(targets.at(-1)?.x ?? 0) - width / 2, Math.min(...ys) - height - gap];
    if (along === 'y' && !isTouch) {
      // Right of the bar, of its value and of the pointer; else left of both ends; else above the row.
      const [right, leftOf] = [Math.max(...xs) + valueRoom, Math.min(...xs) - width - gap];
      const beside = right + width <= around.width ? right : leftOf >= 0 ? leftOf : null;
      if (beside !== null) [x, y] = [beside, (targets[0]?.y ?? 0) - height / 2];
    }
    // Above, unless it would leave the window there: below then, and on touch below the chart, where no finger is.
    if (around.top + y < 4) y = isTouch ? box.getBoundingClientRect().bottom - around.top + 4 : Math.max(...ys) + gap;
    tip.style.left = `${Math.round(Math.min(Math.max(x, 0), Math.max(around.width - width, 0)))}px`;
    tip.style.top = `${Math.round(y)}px`;
  }
}

const isSame = (one: At, other: At | null): boolean => one.series === other?.series && one.position === other.position;
