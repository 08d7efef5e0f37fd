/**
 * A button that copies: `<almanac-copy data-of="id" data-label="Copy the citation">`, and for those who only hear it
 * `data-about=" of models-created"`, where several buttons of a page have the same label. `CopyText.astro` writes it.
 *
 * What is copied is the text of the element it names or, without a name, of what it wraps; of a link, the text of the file
 * it leads to. Where nothing can be copied, without scripts or in a page that was not sent safely, there is no button: what
 * it would copy stands in the page, or behind the link.
 */

/** Read when it is wanted, since a page may change what it offers. */
async function textOf(source: Element): Promise<Blob> {
  if (!(source instanceof HTMLAnchorElement)) {
    // White space at the ends is how the page was written, except where it is kept on purpose.
    const text = source.textContent;
    return new Blob([source instanceof HTMLPreElement ? text : text.trim()], { type: 'text/plain' });
  }
  const response = await fetch(source.href);
  if (!response.ok) throw new Error(`${source.href} could not be read: ${response.status}`);
  return new Blob([await response.text()], { type: 'text/plain' });
}

class AlmanacCopy extends HTMLElement {
  connectedCallback(): void {
    if (!('clipboard' in navigator) || this.querySelector(':scope > button')) return;
    const { of: name, label, about } = this.dataset;
    const source = name === undefined ? this.firstElementChild : document.getElementById(name);
    if (!source || label === undefined)
      throw new Error(`almanac-copy has nothing to copy: expected data-label, and data-of or an element in it`);
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    if (about !== undefined) {
      const rest = document.createElement('span');
      rest.className = 'hidden';
      rest.textContent = about;
      button.append(rest);
    }
    const status = document.createElement('span');
    status.role = 'status';
    this.append(button, ' ', status);

    const clear = () => (status.textContent = '');
    const say = (text: string) => {
      status.textContent = text;
      // It goes with the next press, once that has arrived: on its way, what is pressed would move from under the pointer.
      for (const press of ['click', 'keydown']) document.addEventListener(press, clear, { capture: true, once: true });
    };

    button.addEventListener('click', () => {
      clear();
      // The text may be on its way still: some browsers take a promise of it during the press, and nothing after it.
      const copied = navigator.clipboard.write([new ClipboardItem({ 'text/plain': textOf(source) })]);
      copied.then(
        () => say('Copied'),
        (error: unknown) => {
          say('Not copied: your browser did not allow it, or the file could not be read');
          throw error;
        },
      );
    });
  }
}

customElements.define('almanac-copy', AlmanacCopy);
