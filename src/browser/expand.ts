/** A button above each taxonomy that opens all of it, and closes it again. */
import { createHtml } from './element.ts';

for (const tree of document.querySelectorAll('.taxonomy')) {
  const all = tree.querySelectorAll('details');
  const button = createHtml('button', { type: 'button', class: 'expand' }, 'Expand all');
  button.addEventListener('click', () => {
    const opens = button.textContent === 'Expand all';
    for (const each of all) each.open = opens;
    button.textContent = opens ? 'Collapse all' : 'Expand all';
  });
  tree.prepend(button);
}
