/** What stands around a chart, when it shows another view. */
import { createHtml } from '../element.ts';

export interface Titles {
  readonly printed: string;
  /** Lets title and text follow the view. Answers the title. */
  readonly show: (isInitial: boolean) => string;
}

/** A title that tells a finding, and the words below a chart, speak of the whole figure: of another view they say so. */
export function titlesOf(figure: HTMLElement, plain: string): Titles {
  const title = figure.querySelector('.title');
  const finding = [...(title?.childNodes ?? [])];
  const printed = title?.textContent.replaceAll(/\s+/g, ' ').trim() ?? plain;
  const note = createHtml('p', { class: 'hint', hidden: '' }, 'The text below is about the figure as first shown.');
  figure.querySelector('.see')?.before(note);
  return {
    printed,
    show: (isInitial) => {
      note.hidden = isInitial;
      title?.replaceChildren(...(isInitial ? finding : [plain]));
      return isInitial ? printed : plain;
    },
  };
}
