import type { Plot, PlotOptions } from '@observablehq/plot';
import { placesText } from './places.ts';

/**
 * Takes from a chart the styles that Plot writes into it: they stand in the site's stylesheet, where a strict content
 * policy allows them. Says instead where its values stand. The server's chart and the browser's are the same after it.
 *
 * @throws {Error} if the chart came out as anything but one SVG
 */
export function bare<Chart extends Element & Plot>(chart: Chart, options: PlotOptions): Chart {
  if (chart.tagName.toLowerCase() !== 'svg')
    throw new Error(`the chart ${String(options.ariaLabel)} is a ${chart.tagName}, expected one svg`);
  for (const style of chart.querySelectorAll('style')) style.remove();
  for (const element of [chart, ...chart.querySelectorAll('*')]) {
    element.removeAttribute('style');
    // Roles of parts are noise in a picture that is described as a whole.
    if (element !== chart)
      for (const name of ['aria-label', 'aria-description', 'aria-hidden']) element.removeAttribute(name);
  }
  for (const name of ['class', 'font-family', 'font-size', 'width', 'height']) chart.removeAttribute(name);
  chart.setAttribute('role', 'img');
  chart.setAttribute('data-places', placesText(chart, options));
  return chart;
}
