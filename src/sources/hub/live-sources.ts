/** What a capture was made from, and what readers must know of it, in words. */
import { max, min, sum } from 'd3-array';
import type { ListAbout, PageReceipt } from '../../schema/capture.ts';
import { sha256 } from '../../io/files.ts';
import type { Intake, Publication, Receipt } from '../../schema/snapshot.ts';
import { daysReadAnew } from '../forum/earlier.ts';
import { dayText } from './days.ts';
import type { ResolvedNames } from './repository-names.ts';

/** What a reader must know of names that were written otherwise than the list writes them. */
export function notesOn({ byCase, byOldName, unresolved, rest, unresolvable }: ResolvedNames): string[] {
  const count = (number: number) => number.toLocaleString('en');
  return [
    ...(byCase > 0
      ? [
          `${count(byCase)} declarations differ in case from the name in the list; the Hub ignores case, and so do the tables.`,
        ]
      : []),
    ...(byOldName > 0
      ? [
          `${count(byOldName)} declarations name a repository as it was called before it had an owner, and count for that repository.`,
        ]
      : []),
    ...(rest > 0
      ? [
          `${count(rest)} declarations name no owner, and it is not certain which repository they mean; they stay as they are written${unresolved.length > 0 ? `. The most frequent: ${unresolved.map(({ name, declarations }) => `${name} (${count(declarations)})`).join(', ')}` : ''}.`,
        ]
      : []),
    ...(unresolvable > 0
      ? [
          `${count(unresolvable)} declarations hold no name of a repository but, say, a path; they stay as they are written.`,
        ]
      : []),
  ];
}

/** What is not public is not counted; a reader is told how many, and nothing else of it. */
export function leftOutLimits(intake: readonly Intake[]): string[] {
  return intake.flatMap(({ records, leftOut }) =>
    Object.entries(leftOut).map(([reason, count]) =>
      count === 1
        ? `1 of the ${records} of the list is ${reason}, and is not counted.`
        : `${count.toLocaleString('en')} ${records} of the list are ${reason}, and are not counted.`,
    ),
  );
}

/** What became of topics that went while the forum was read. */
export function goneLimits({ unlisted, postless }: { readonly unlisted: number; readonly postless: number }): string[] {
  const count = (number: number) => number.toLocaleString('en');
  return [
    ...(unlisted > 0
      ? [
          `${count(unlisted)} ${unlisted === 1 ? 'topic that posts name was' : 'topics that posts name were'} no longer public when asked for, and ${unlisted === 1 ? 'is' : 'are'} not counted.`,
        ]
      : []),
    ...(postless > 0
      ? [
          `${count(postless)} ${postless === 1 ? 'topic of the list has' : 'topics of the list have'} no public post, as when a topic is deleted after the list was read, and ${postless === 1 ? 'counts' : 'count'} as one without a reply.`,
        ]
      : []),
  ];
}

/** What cannot be known of posts that were taken over from an earlier capture. */
export function takenOverLimits(topics: readonly PageReceipt[], posts: readonly PageReceipt[]): string[] {
  const began = min(topics, ({ fetchedAt }) => fetchedAt) ?? '';
  const earlier = posts.filter(({ fetchedAt }) => fetchedAt < began);
  const [oldest, newest] = [min(earlier, ({ fetchedAt }) => fetchedAt), max(earlier, ({ fetchedAt }) => fetchedAt)];
  if (oldest === undefined || newest === undefined) return [];
  const days = [...new Set([oldest, newest].map((moment) => dayText(moment.slice(0, 'YYYY-MM-DD'.length))))];
  return [
    `Of ${posts.length.toLocaleString('en')} pages of posts, ${earlier.length.toLocaleString('en')} are as they were read on ${days.join(' to ')}. Posts of the ${daysReadAnew} days before the earlier capture were read anew, and so were those in topics that have lost a post, were active without a new one, have another accepted answer or are gone; an older post that was edited without any of this counts as it was.`,
  ];
}

export const forumHost = 'discuss.huggingface.co';
/** The server that a part came from. */
export function hostOf([first]: readonly PageReceipt[]): string {
  return first && URL.canParse(first.address) ? new URL(first.address).host : forumHost;
}
export const forumName = (host: string, besideHub: boolean) =>
  host !== forumHost ? `the forum at ${host}` : besideHub ? 'its forum' : 'the Hugging Face forum';

/** The manifest names one file a service: the list of its pages' checksums, since thousands of pages would drown it. */
function receiptOf(kind: string, receipts: readonly PageReceipt[]): Receipt {
  const bytes = sum(receipts, (receipt) => receipt.bytes);
  const digest = sha256(
    receipts.map((receipt) => `${receipt.sha256}  ${receipt.part}/${String(receipt.page).padStart(6, '0')}\n`).join(''),
  );
  return { name: `${kind}: ${receipts.length} pages, as the list of their checksums`, bytes, sha256: digest };
}

type Named = Publication & { files: Receipt[] };

export function hubPublication(date: string, receipts: readonly PageReceipt[], about: ListAbout | null): Named {
  if (about?.publication) return { name: 'hub', ...about.publication, files: [receiptOf('hub', receipts)] };
  const [first] = receipts;
  const isAnswer = first?.part === 'hub' && URL.canParse(first.address);
  return published('hub', date, receipts, {
    title: 'List of models of the Hugging Face Hub',
    location: isAnswer ? `${new URL(first.address).host}/api/models` : (first?.address ?? ''),
    licence: 'facts about public repositories',
    said: about === null ? 'captured on' : 'of',
  });
}

export const cardsPublication = (date: string, receipts: readonly PageReceipt[]): Named =>
  published('cards', date, receipts, {
    title: 'Model cards of the Hugging Face Hub, as a Parquet dump',
    location: receipts[0]?.address ?? '',
    licence: 'counts of what public cards hold; no text is taken over',
  });

export function forumPublication(date: string, receipts: readonly PageReceipt[]): Named {
  const location = hostOf(receipts);
  const isOwn = location === forumHost;
  return published('forum', date, receipts, {
    title: isOwn ? 'Hugging Face forum' : `Forum at ${location}`,
    location,
    licence: 'counts of public topics; no text is taken over',
    author: isOwn ? 'Hugging Face' : location,
  });
}

function published(
  name: string,
  date: string,
  receipts: readonly PageReceipt[],
  {
    title,
    location,
    licence,
    author = 'Hugging Face',
    said = 'captured on',
  }: Pick<Publication, 'title' | 'location' | 'licence'> & { readonly author?: string; readonly said?: string },
): Named {
  const citation = `${title}, ${location}, ${said} ${dayText(date)}`;
  const files = [receiptOf(name, receipts)];
  return { name, title, location, licence, authors: [author], published: date, citation, files };
}
