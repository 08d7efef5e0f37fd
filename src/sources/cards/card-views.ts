/**
 * The view `cards`: what a model card says, told from its text.
 *
 * A section counts when the card says something on it: under a heading of its own, after a word and a colon, or in words
 * that cannot mean anything else. A heading alone counts for nothing, nor does a placeholder. A text is read, marked up,
 * compared and left behind: the view holds a count of words, and yes or no.
 *
 * Every step is a replacement or a match of RE2, which takes time in proportion to the text, however it is written.
 */
import { isMap, parseDocument } from 'yaml';
import { literal } from '../../io/database.ts';
import { sha256 } from '../../io/files.ts';
import type { View } from '../../schema/source.ts';
import { type Signs, signs } from './card-signs.ts';
import {
  marks,
  type Replacement,
  withoutCode,
  head,
  plainHead,
  withHeadings,
  withoutPlaceholders,
  ownWords,
  word,
  unfilled,
  outline,
} from './card-text.ts';

const unmarked = (text: string) =>
  `regexp_replace(regexp_replace(${text}, '\\A\\x{FEFF}+', ''), '\\r\\n?', chr(10), 'g')`;

/** Whether a head is metadata and no text between two rules: a reader of YAML decides. */
function isMetadata(text: string): boolean {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  return document.errors.length === 0 && isMap(document.contents) && document.contents.items.length > 0;
}

/** `expression` after these replacements, from the first to the last. */
const replaced = (expression: string, replacements: readonly Replacement[]) =>
  replacements.reduce(
    (inner, [pattern, replacement]) => `regexp_replace(${inner}, ${literal(pattern)}, ${literal(replacement)}, 'g')`,
    expression,
  );

const fence = '(?ms)^[ \\t>]*(?:```|~~~)[^\\n`~]*\\n.*?(?:^[ \\t>]*(?:```|~~~)|\\z)|(?i:<pre\\b.*?(?:</pre\\s*>|\\z))';

const has = ({ title, text, code }: Signs) =>
  [
    `regexp_matches(said, ${literal(`(?m)^(?:${title})`)})`,
    `regexp_matches(marked, ${literal(`(?i)${text}`)})`,
    ...(code === undefined ? [] : [`regexp_matches(code, ${literal(code)})`]),
  ].join('\n OR ');

/**
 * One row a card.
 *
 * @param texts a relation with `id`, `author`, `text`, and lists of sections: `declared` in tags, and `labels` given by a
 *   reader, null where none read the card; a text that is null is no card
 * @param lacks why `declared` or `labels` is null in every row
 */
export function cardsView(texts: string, lacks: Partial<Record<'declared' | 'labels', string>>): View {
  return {
    sql: [
      {
        table: 'card_heads',
        columns: { head: 'VARCHAR', is_metadata: 'BIGINT' },
        from: `SELECT DISTINCT regexp_extract(text, ${literal(head)}, 1) AS head
               FROM (SELECT ${unmarked('text')} AS text FROM ${texts} WHERE text IS NOT NULL)
               WHERE regexp_matches(text, ${literal(head)}) AND NOT regexp_matches(text, ${literal(plainHead)})`,
        row: ({ head: text = null }) => ({ head: text, is_metadata: isMetadata(String(text)) ? 1 : 0 }),
      },
      `CREATE OR REPLACE TABLE cards AS
       WITH plain AS (
         SELECT * REPLACE (translate(
                  CASE WHEN regexp_matches(text, ${literal(plainHead)})
                         OR regexp_extract(text, ${literal(head)}, 1) IN (SELECT head FROM card_heads WHERE is_metadata = 1)
                    THEN regexp_replace(text, ${literal(head)}, chr(10)) ELSE text END, ${literal(marks)}, '') AS text),
                regexp_matches(text, ${literal(`(?i)${unfilled}`)}) AS unfilled,
                contains(text, '1910.09700') AS cites_template
         FROM (SELECT * REPLACE (${unmarked('text')} AS text) FROM ${texts} WHERE text IS NOT NULL)
       ),
       parted AS (
         SELECT * REPLACE (${replaced('text', withoutCode)} AS text),
                array_to_string(regexp_extract_all(text, ${literal(fence)}), chr(10)) AS code
         FROM plain
       ),
       headed AS (SELECT * REPLACE (${replaced('text', withHeadings)} AS text) FROM parted),
       marked AS (SELECT *, ${replaced('text', withoutPlaceholders)} AS marked FROM headed),
       outlined AS (
         SELECT *,
                lower(array_to_string(regexp_extract_all(${replaced('marked', outline)}, '⟪\\d ?([^⟫]*)⟫▣', 1), chr(10))) AS said
         FROM marked
       )
       SELECT id,
              author,
              len(regexp_extract_all(${replaced('marked', ownWords)}, ${literal(word)})) AS words,
              unfilled,
              cites_template,
              ${has(signs.intendedUse)} AS has_intended_use,
              ${has(signs.limitations)} AS has_limitations,
              ${has(signs.trainingData)} AS has_training_data,
              ${has(signs.evaluation)} AS has_evaluation,
              ${has(signs.licence)} AS has_licence,
              ${has(signs.howToUse)} AS has_how_to_use,
              ${has(signs.citation)} AS has_citation,
              ${has(signs.environmentalImpact)} AS has_environmental_impact,
              declared,
              labels
       FROM outlined`,
      'DROP TABLE card_heads',
    ],
    lacks,
  };
}

/** Which rules read the cards: the beginning of a digest of the query, another one after every change of them. */
export const detectorVersion = sha256(JSON.stringify(cardsView('texts', {}).sql)).slice(0, 8);
