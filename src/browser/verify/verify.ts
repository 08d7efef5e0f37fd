/**
 * The place of a data page where files are held against their checksums. What does it is loaded with the first file.
 *
 * Browsers hash only in a secure context; without one the place stays away, and the text beside it says how to do
 * without.
 */
class AlmanacVerify extends HTMLElement {
  /** Only the last of several checks may say what it found. */
  #turn = 0;

  connectedCallback(): void {
    const input = this.querySelector('input');
    if (!isSecureContext || !input) return;
    this.classList.add('ready');
    // The same file again, after it was fetched anew, is a choice too.
    input.addEventListener('click', () => (input.value = ''));
    input.addEventListener('change', () => void this.#check([...(input.files ?? [])]));
    for (const name of ['dragenter', 'dragover'])
      this.addEventListener(name, (event) => {
        event.preventDefault();
        this.classList.add('over');
      });
    for (const name of ['dragleave', 'drop']) this.addEventListener(name, () => this.classList.remove('over'));
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      void this.#check([...(event.dataTransfer?.files ?? [])]);
    });
  }

  async #check(files: readonly File[]): Promise<void> {
    const status = this.querySelector('[role=status]');
    const { site = '', snapshot = '' } = this.dataset;
    if (!status || files.length === 0) return;
    const mine = ++this.#turn;
    status.textContent = files.length === 1 ? 'Checking one file …' : `Checking ${files.length} files …`;
    try {
      const { verify } = await import('./verifying.ts');
      const answer = await verify({ site: new URL(site, location.href).href, snapshot }, files);
      if (mine === this.#turn) status.replaceChildren(...answer);
    } catch (error) {
      if (mine === this.#turn)
        status.textContent =
          'Nothing was checked: a part of this page could not be loaded. Open it again with a network.';
      throw error;
    }
  }
}

customElements.define('almanac-verify', AlmanacVerify);
