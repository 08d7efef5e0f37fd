/** The switch between light, dark and what the system says. `public/theme.js` applies the choice before a page is drawn. */

const field = document.querySelector<HTMLSelectElement>('select.theme');
const root = document.documentElement;

if (field) {
  field.value = root.dataset.theme ?? '';
  field.addEventListener('change', () => {
    const { value } = field;
    if (value === '') delete root.dataset.theme;
    else root.dataset.theme = value;
    try {
      if (value === '') localStorage.removeItem('theme');
      else localStorage.setItem('theme', value);
    } catch {
      // Where nothing can be kept, the choice holds for this page.
    }
  });
}
