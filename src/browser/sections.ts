/** On a phone a long page begins as its headings with the first section; a link to a section or into it opens it. */

const parts = [...document.querySelectorAll<HTMLDetailsElement>('details.part')];

if (matchMedia('(max-width: 34rem)').matches) {
  for (const part of parts.slice(1)) part.open = false;
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.nextElementSibling?.matches('details.part')
      ? target.nextElementSibling
      : target?.closest('details.part');
    if (!(part instanceof HTMLDetailsElement) || part.open) return;
    part.open = true;
    target?.scrollIntoView();
  };
  open();
  addEventListener('hashchange', open);
}
