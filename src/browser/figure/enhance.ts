/**
 * Waits until somebody is there who wants more of a figure than its picture, and only then loads what it takes.
 *
 * The first movement, touch or key of a reader counts, and of then on a figure that comes into sight. An address that
 * holds a view of a figure counts at once.
 */
const interactionEvents = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'focusin'] as const;
const listening = { capture: true, passive: true } as const;

/** Somebody is there: a page that is only opened loads nothing more. */
const reader = new Promise<void>((resolve) => {
  const seen = () => {
    for (const sign of interactionEvents) removeEventListener(sign, seen, listening);
    resolve();
  };
  for (const sign of interactionEvents) addEventListener(sign, seen, listening);
});

/** A chart that a reader can ask for values and look at in other ways. */
class AlmanacFigure extends HTMLElement {
  #begun = false;

  connectedCallback(): void {
    if (new RegExp(`[?&]${this.dataset.figure ?? ''}\\.`).test(location.search)) this.#begin();
    else
      void reader.then(() => {
        const sight = new IntersectionObserver(
          (entries) => {
            if (!entries.some((entry) => entry.isIntersecting)) return;
            sight.disconnect();
            this.#begin();
          },
          { rootMargin: '50% 0%' },
        );
        sight.observe(this);
      });
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void import('./explore.ts').then(({ explore }) => explore(this));
  }
}

customElements.define('almanac-figure', AlmanacFigure);
