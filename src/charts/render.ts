/** Prints a chart as SVG text, on the server. */
import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';

const { document } = new JSDOM('').window;

/**
 * The SVG of a chart, without the styles that Plot writes into it: they stand in the site's stylesheet, where a strict
 * content policy allows them.
 *
 * @throws {Error} if the chart came out as anything but one SVG
 */
export function render(options: Plot.PlotOptions): string {
  const svg = Plot.plot({ ...options, document });
  if (svg.tagName.toLowerCase() !== 'svg')
    throw new Error(`the chart ${String(options.ariaLabel)} is a ${svg.tagName}, expected one svg`);
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    element.removeAttribute('style');
    // Roles of parts are noise in a picture that is described as a whole.
    if (element !== svg)
      for (const name of ['aria-label', 'aria-description', 'aria-hidden']) element.removeAttribute(name);
  }
  for (const name of ['class', 'font-family', 'font-size', 'width', 'height']) svg.removeAttribute(name);
  svg.setAttribute('role', 'img');
  return svg.outerHTML;
}
