/** Words from elsewhere in Markdown, where they are to be read and not to be followed. */

/**
 * A name, as code where it could be taken for markup, an address or somebody’s account.
 *
 * In code nothing has a meaning but as many backticks as it begins with.
 */
export function nameInMarkdown(name: string): string {
  if (/^[\p{L}\p{N}]+([ _-][\p{L}\p{N}]+)*$/u.test(name)) return name;
  const longest = Math.max(0, ...(name.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')} ${fence}`;
}

/** Text from elsewhere as itself in a line of Markdown: no tags, links, emphasis, cells or lists, and no new lines. */
export function textInMarkdown(text: string): string {
  return text
    .replaceAll(/(?:(?!\u00a0)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s])+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>&|~$#@!^]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (it) => it.replace('.', String.raw`\.`))
    .replace(/^(?=[-+])|(?<=^\d{1,9})(?=[.)](?: |$))/, '\\');
}

/** A table, whatever its cells say. */
export const tableInMarkdown = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(textInMarkdown))].map((row) => `| ${row.join(' | ')} |`);
