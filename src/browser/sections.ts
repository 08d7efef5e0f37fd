/**
 * On a phone a long page begins as its headings with the first section of its text, or with its first figures; a link to
 * a section or figure, or into it, opens it.
 */

const figuresShown = 8;
const parts = [...document.querySelectorAll<HTMLDetailsElement>('details.part')];
const charts = [...document.querySelectorAll<HTMLDetailsElement>('main > figure details.view[open]')];

if (matchMedia('(max-width: 34rem)').matches) {
  for (const [place, part] of parts.entries()) part.open = place === 0 && part.parentElement?.localName === 'main';
  for (const chart of charts.slice(figuresShown)) chart.open = false;
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.nextElementSibling?.matches('details.part')
      ? target.nextElementSibling
      : (target?.querySelector(':scope > details.part, details.view') ?? target?.closest('details.part, details.view'));
    if (!(part instanceof HTMLDetailsElement) || part.open) return;
    part.open = true;
    target?.scrollIntoView();
  };
  open();
  addEventListener('hashchange', open);
}
