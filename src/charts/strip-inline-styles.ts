import type { Plot, PlotOptions } from '@observablehq/plot';
import { serialiseScales } from './scales.ts';

/**
 * Removes the styles that Plot writes into a chart, which a strict content policy forbids: the site's stylesheet has
 * them. Adds the serialised scales. The server's chart and the browser's are the same after it.
 *
 * @throws {Error} if the chart came out as anything but one SVG
 */
export function stripInlineStyles<Chart extends Element & Plot>(chart: Chart, options: PlotOptions): Chart {
  if (chart.tagName.toLowerCase() !== 'svg')
    throw new Error(`the chart ${String(options.ariaLabel)} is a ${chart.tagName}, expected one svg`);
  // The server's document has lists that cannot be iterated.
  for (const style of Array.from(chart.querySelectorAll('style'))) style.remove();
  for (const element of [chart, ...Array.from(chart.querySelectorAll('*'))]) {
    // An attribute of this name is not one of SVG; the stylesheet sets figures of one width.
    for (const name of ['style', 'font-variant']) element.removeAttribute(name);
    // Roles of parts are noise in a picture that is described as a whole.
    if (element !== chart)
      for (const name of ['aria-label', 'aria-description', 'aria-hidden']) element.removeAttribute(name);
  }
  for (const name of ['class', 'font-family', 'font-size', 'width', 'height']) chart.removeAttribute(name);
  chart.setAttribute('role', 'img');
  chart.setAttribute('data-scales', serialiseScales(chart, options));
  return chart;
}
