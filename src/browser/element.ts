/** An HTML element with attributes and content. Text is text: nothing is read as markup. */
export function createHtml<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** An SVG element with attributes. */
export function createSvg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** Copies the address of a link. @returns what to say of it */
export const copyLink = (link: HTMLAnchorElement): Promise<string> =>
  navigator.clipboard.writeText(link.href).then(
    () => 'The link is copied.',
    () => 'The link could not be copied; it is next to the button.',
  );

/** The address of a view of this page. The front page changes with every snapshot; what is sent should stay. */
export function viewAddress(search: string): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;
  return `${new URL(canonical).pathname}${search}`;
}
