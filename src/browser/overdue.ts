/** Shows what is said of a census that is late, by the reader's clock: a build knows no time. */
const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
for (const late of document.querySelectorAll<HTMLElement>('[data-overdue-after]'))
  late.hidden = today <= (late.dataset.overdueAfter ?? '');
