/** The menu of a figure, for the view that it shows: its link, its rows, its picture, and how to cite it. */
import { drawingFile } from '../../charts/drawing-file.ts';
import type { Table } from '../../schema/table.ts';
import { formatValue } from '../../schema/written.ts';
import { copyLink, createHtml, viewAddress } from '../element.ts';

/** What the figure shows now. */
export interface Shown {
  /** The rows of the view, and which of them the figure's table has. */
  readonly table: Table;
  /** The query that asks for the view: on this page with what it asks of other figures, and alone. */
  readonly search: string;
  readonly own: string;
  readonly title: string;
  /** The chart in its full width. */
  readonly chart: () => Promise<Element>;
}

/** Lets a menu follow the view. @param say tells what became of what was asked for */
export function shareMenu(figure: HTMLElement, say: (words: string) => void): (shown: Shown) => void {
  const menu = figure.querySelector('.share');
  const list = menu?.querySelector('.links');
  if (!menu || !list) throw new Error(`the figure ${figure.id} has no menu`);
  const link = menu.querySelector<HTMLAnchorElement>('a[href^="#"]');
  const embed = menu.querySelector<HTMLAnchorElement>('a.embed');
  const cited = citationOf(menu);
  let now: Shown | null = null;

  const button = (label: string, about: string, act: (shown: Shown) => unknown) => {
    const made = createHtml('button', { type: 'button', 'aria-label': about }, label);
    made.addEventListener('click', () => {
      if (!now) return;
      Promise.resolve(act(now)).catch((error: unknown) => {
        say(`The ${label} could not be made.`);
        throw error;
      });
    });
    return made;
  };
  const name = () => `${figure.id}${now?.own ? '-view' : ''}`;
  const count = createHtml('span');
  const view = createHtml(
    'li',
    { class: 'shown' },
    count,
    button('CSV', 'CSV of the view', ({ table }) => save(`${name()}.csv`, csv(table), 'text/csv')),
    button('JSON', 'JSON of the view', ({ table }) =>
      save(`${name()}.json`, `${JSON.stringify(table, null, 2)}\n`, 'application/json'),
    ),
    button('SVG', 'SVG of the view', async (shown) => save(`${name()}.svg`, await drawing(shown), 'image/svg+xml')),
    button('PNG', 'PNG of the view', async (shown) => save(`${name()}.png`, await picture(await drawing(shown)))),
  );
  const copy = button('Copy', 'Copy the link', async () => link && say(await copyLink(link)));
  link?.after(copy);
  list.prepend(view);
  // The picture of the view takes its place.
  menu.querySelector('a[download][href$=".svg"]')?.closest('li')?.remove();

  async function drawing({ title, chart }: Shown): Promise<string> {
    const text = (selector: string) => escaped(figure.querySelector(selector)?.textContent ?? '');
    const svg = (await chart()).cloneNode(true) as Element;
    svg.querySelector('.cursor')?.remove();
    return inLight(
      drawingFile({
        chart: svg.outerHTML,
        title: escaped(title),
        subtitle: text('.subtitle'),
        keys: [...figure.querySelectorAll('.key')].map(({ textContent }) => escaped(textContent)),
        origin: [text('figcaption'), escaped(`Model Reuse Almanac. ${link?.href ?? location.href}`)],
      }),
    );
  }

  return (shown) => {
    now = shown;
    const rows = shown.table.rows.length;
    count.textContent = `This view, ${formatValue('count', rows)} ${rows === 1 ? 'row' : 'rows'}:`;
    if (link) link.href = `${viewAddress(shown.search)}#${figure.id}`;
    if (embed) embed.search = shown.own;
    cited(shown.own);
    // Who embeds the figure embeds what it shows: on its own page, in the text to copy.
    const address = document.querySelector(`[data-embeds="${figure.id}"]`);
    if (address)
      address.textContent = `${address.textContent.replace(/\?.*$/, '')}${shown.own.replaceAll('&', '&amp;')}`;
  };
}

/** Lets a citation of a figure's own page name the view: in the text and in the files. */
function citationOf(menu: Element): (search: string) => void {
  const plain = menu.querySelector('.cite .plain');
  const printed = plain?.textContent ?? '';
  const [address = ''] = /\S*\/figures\/\S*$/.exec(printed.trim()) ?? [];
  const files = [...menu.querySelectorAll<HTMLAnchorElement>('.cite a[href^="data:"]')].map((file) => ({
    file,
    href: file.href,
  }));
  return (search) => {
    if (!plain || address === '') return;
    plain.textContent = printed.replace(address, `${address}${search}`);
    for (const { file, href } of files)
      file.href = href.replaceAll(encodeURIComponent(address), encodeURIComponent(`${address}${search}`));
  };
}

/** Puts the colours of the light theme in the place of their names: a file has no stylesheet. */
function inLight(svg: string): string {
  const probe = createHtml('span', { hidden: '' });
  probe.style.colorScheme = 'light';
  document.body.append(probe);
  const drawn = svg.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return drawn;
}

const escaped = (text: string) => text.replaceAll(/\s+/g, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Cells that a program might take for more than text are in quotation marks, and a formula has one before it. */
const csv = ({ columns, rows }: Table): string =>
  [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ name }) => row[name] ?? ''))]
    .map((cells) =>
      cells
        .map((cell) => (typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)))
        .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .join('\r\n')
    .concat('\r\n');

/** Hands a file to the reader. */
function save(name: string, content: string | Blob, type = ''): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = createHtml('a', { href: address, download: name });
  anchor.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

/** A drawing as a PNG of twice its size. */
async function picture(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = createHtml('canvas', {
    width: String(image.naturalWidth * 2),
    height: String(image.naturalHeight * 2),
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the picture is too large for this browser'));
    });
  });
}
