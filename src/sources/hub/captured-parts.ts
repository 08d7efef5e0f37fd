/** The parts of a capture, as they are read: whole, or not at all. */
import { assertUnchanged, isAskedFor, pagePath, readDone, readReceipts } from '../../io/capture.ts';
import type { PageReceipt, Part } from '../../schema/capture.ts';
import type { ModelList } from './hub-views.ts';

/** The parts of a capture that a list of models may be in, and what its files are. */
export const listParts = {
  hub: 'pages',
  'hub-parquet': 'parquet',
  'hub-jsonl': 'jsonl',
  'hub-csv': 'csv',
} as const satisfies Partial<Record<Part, ModelList['form']>>;

/** The files of pages, as they lie in the capture. */
export const filesOf = (capture: string, receipts: readonly PageReceipt[]) =>
  receipts.map((receipt) => pagePath(capture, receipt));

/** The receipts of a part that was walked to its end; none where there is no such part. */
export async function wholePart(capture: string, part: Part): Promise<PageReceipt[]> {
  const receipts = readReceipts(capture, part);
  if (isAskedFor(capture, part) && readDone(capture, part) === null)
    throw new Error(`the part ${part} of ${capture} was not captured to its end; run the same capture again to go on`);
  await assertUnchanged(capture, receipts);
  return receipts;
}

/** The list of models in a capture, in whatever form. */
export async function listIn(capture: string) {
  const lists = [];
  for (const [part, form] of Object.entries(listParts)) {
    const receipts = await wholePart(capture, part as Part);
    if (receipts.length > 0) lists.push({ form, receipts });
  }
  const [list, another] = lists;
  if (another) throw new Error(`${capture} has two lists of models, as ${list?.form} and as ${another.form}; keep one`);
  return list;
}
