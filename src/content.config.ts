/**
 * What the pages are made from. Snapshots and taxonomies come through loaders of our own that throw: Astro's `file()`
 * and `glob()` let a missing or broken file pass with no rows.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineCollection } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import { z } from 'zod';
import { Chapter } from './schema/chapter.ts';
import { GlossaryEntry, checkGlossary } from './schema/glossary.ts';
import { Published } from './schema/published.ts';
import { parseJson } from './schema/problem.ts';
import { EditionManifest } from './schema/edition.ts';
import { Manifest, PublishedEdition, PublishedSnapshot, StatusList } from './schema/snapshot.ts';
import { Guidelines, Taxonomy, type Taxonomies, checkCounted, checkTaxonomies } from './schema/taxonomy.ts';
import { readEditions, readSnapshots, readStatus } from './snapshot/read.ts';

/** A collection filled anew at every build from what a function reads. */
function checkedLoader(
  name: string,
  read: (content: string) => Iterable<{ id: string; data: Record<string, unknown> }>,
): Loader {
  return {
    name,
    load: async (context) => {
      context.store.clear();
      for (const { id, data } of read(join(fileURLToPath(context.config.root), 'content'))) {
        context.store.set({ id, data: await context.parseData({ id, data }) });
      }
    },
  };
}

/** A snapshot with the day of its publication and its entry in the list, which a draft lacks, and what is said of all. */
function withStatus(manifest: Manifest, { published, doi, rehearsal }: StatusList) {
  const listed = published.find(({ id }) => id === manifest.id) ?? null;
  return { manifest, published: listed?.published ?? null, listed, seriesDoi: doi, rehearsal: rehearsal === true };
}

/** The files of a folder of prose, after making sure that there are some. */
function prose(folder: string): Loader {
  const files = glob({ base: `./content/${folder}`, pattern: '*.mdx' });
  return {
    ...files,
    load: async (context) => {
      const path = join(fileURLToPath(context.config.root), 'content', folder);
      if (!existsSync(path) || !readdirSync(path).some((file) => file.endsWith('.mdx')))
        throw new Error(`there is no prose in ${path}`);
      await files.load(context);
    },
  };
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  return parseJson(readFileSync(file, 'utf8'), file);
}

/** The files of `taxonomy/`, after holding them against each other. @throws {Error} if one is missing or broken */
function readTaxonomies(content: string): Taxonomies {
  const read = (name: string) => readJson(join(content, 'taxonomy', `${name}.json`));
  return checkTaxonomies({
    challenges: read('challenges'),
    benefits: read('benefits'),
    rootCauses: read('root-causes'),
    guidelines: read('guidelines'),
  });
}

/** The taxonomies by the names of the tables that count their categories. */
function countedTaxonomies(content: string): Record<string, Taxonomy> {
  const { challenges, benefits, rootCauses } = readTaxonomies(content);
  return { challenges, benefits, 'root-causes': rootCauses };
}

export const collections = {
  // Here every table is read and checked, once. `site/table-file.ts` reads those that a page asks for.
  snapshots: defineCollection({
    loader: checkedLoader('snapshots', (content) => {
      const { snapshots, status } = readSnapshots(content);
      const taxonomies = Object.entries(countedTaxonomies(content));
      return snapshots.map(({ manifest, tables }) => {
        for (const [name, taxonomy] of taxonomies)
          checkCounted(`the table ${name} of ${manifest.id}`, tables.get(name)?.rows ?? [], taxonomy);
        return { id: manifest.id, data: withStatus(manifest, status) };
      });
    }),
    schema: z.strictObject({
      manifest: Manifest,
      published: z.iso.date().nullable(),
      listed: PublishedSnapshot.nullable(),
      seriesDoi: StatusList.shape.doi,
      rehearsal: z.boolean(),
    }),
  }),
  // All of them in one entry: of a collection without any, Astro warns each time that one is looked for.
  editions: defineCollection({
    loader: checkedLoader('editions', (content) => {
      const status = readStatus(content);
      const all = readEditions(content, status).map(({ manifest }) => ({
        manifest,
        listed: status.editions?.find(({ id }) => id === manifest.id) ?? null,
        seriesDoi: status.doi,
        rehearsal: status.rehearsal === true,
      }));
      return [{ id: 'all', data: { all } }];
    }),
    schema: z.strictObject({
      all: z.array(
        z.strictObject({
          manifest: EditionManifest,
          listed: PublishedEdition.nullable(),
          seriesDoi: StatusList.shape.doi,
          rehearsal: z.boolean(),
        }),
      ),
    }),
  }),
  taxonomy: defineCollection({
    loader: checkedLoader('taxonomy', (content) =>
      Object.entries(countedTaxonomies(content)).map(([id, data]) => ({ id, data })),
    ),
    schema: Taxonomy,
  }),
  guidelines: defineCollection({
    loader: checkedLoader('guidelines', (content) => [
      { id: 'guidelines', data: { ...readTaxonomies(content).guidelines } },
    ]),
    schema: Guidelines,
  }),
  published: defineCollection({
    loader: checkedLoader('published', (content) => {
      const read = (name: string) => readJson(join(content, 'published', `${name}.json`));
      return [
        {
          id: 'published',
          data: {
            papers: read('papers'),
            claims: read('claims'),
            decisionProcess: read('decision-process'),
            reportedChallenges: read('reported-challenges'),
            performanceClaims: read('performance-claims-by-task'),
            cardStocks: read('card-stocks'),
            hubTotals: read('hub-totals'),
          },
        },
      ];
    }),
    schema: Published,
  }),
  glossary: defineCollection({
    loader: checkedLoader('glossary', (content) =>
      checkGlossary(readJson(join(content, 'glossary.json'))).map((entry) => ({ id: entry.id, data: entry })),
    ),
    schema: GlossaryEntry,
  }),
  chapters: defineCollection({ loader: prose('chapters'), schema: Chapter }),
};
