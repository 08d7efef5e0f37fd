/** On pages that explore model types: what is chosen goes along from measure to measure, and old addresses still lead. */

const query = new URLSearchParams(location.search);
/** Addresses in which 1.1.0 named the types to compare. */
const types = query.get('types');
if (types) {
  const figures = [...document.querySelectorAll<HTMLElement>('almanac-figure')].map(
    ({ dataset }) => dataset.figure ?? '',
  );
  history.replaceState(
    history.state,
    '',
    `?${figures.map((id) => `${id}.series=${encodeURIComponent(types)}`).join('&')}`,
  );
}

const nav = document.querySelector<HTMLElement>('nav.measures');
function carry(): void {
  for (const link of nav?.querySelectorAll('a') ?? [])
    link.search = location.search.replaceAll(`${nav?.dataset.of ?? ''}.`, `${link.dataset.of ?? ''}.`);
}
for (const sign of ['pointerover', 'focusin', 'click'] as const) nav?.addEventListener(sign, carry);
