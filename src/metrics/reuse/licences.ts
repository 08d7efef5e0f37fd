import { bandOrder, downloadBand, downloadBands, licenceClass, licenceClasses } from '../classes.ts';
import { yearOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

const method = `Models by the class of the licence that they declare: the identifier in their metadata, or the first of several. Where the source gives the author’s own name for a licence declared as “other”, that name is used. Classes: ${licenceClasses}. This is what authors declare, not a licence text, and it is not checked.`;

/**
 * Under which terms are models published?
 *
 * Shape   one row per year of creation and class, oldest first
 * Source  the Hub's list of models: the licence in the metadata
 */
export const licences = defineCount({
  id: 'licences',
  topic: 'reuse',
  title: 'Licences that models declare, by year of creation',
  method,
  key: ['year', 'class'],
  columns: {
    year: yearOfCreation,
    class: { unit: 'slug', description: 'Class of the licence' },
    models: { unit: 'count', description: 'Models created in the year with a licence of the class' },
    created: { unit: 'count', description: 'All models created in the year' },
  },
  shares: { share: { part: 'models', whole: 'created', description: 'Share of the year’s models' } },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.licence'],
  sql: (_, count) => `
    ${count({
      units: `SELECT strftime(created_at, '%Y') AS year, ${licenceClass('licence')} AS class, author FROM models`,
      counts: { models: 'true' },
      classes: { column: 'class', of: 'created' },
    })}
    ORDER BY "year" NULLS LAST, "models" DESC, "class"`,
});

/** The same by how much a model is downloaded: are the terms of what is used those of what is there? */
export const licencesByDownloads = defineCount({
  id: 'licences-by-downloads',
  topic: 'reuse',
  title: 'Licences that models declare, by downloads',
  method,
  key: ['band', 'class'],
  columns: {
    band: { unit: 'slug', description: downloadBands },
    class: { unit: 'slug', description: 'Class of the licence' },
    models: { unit: 'count', description: 'Models of the band with a licence of the class' },
    inBand: { unit: 'count', description: 'All models of the band' },
  },
  shares: { share: { part: 'models', whole: 'inBand', description: 'Share of the band’s models' } },
  cluster: 'author',
  needs: ['models.author', 'models.downloads', 'models.licence'],
  sql: (_, count) => `
    ${count({
      units: `SELECT ${downloadBand('downloads')} AS band, ${licenceClass('licence')} AS class, author FROM models`,
      counts: { models: 'true' },
      classes: { column: 'class', of: 'inBand' },
    })}
    ORDER BY ${bandOrder}, "models" DESC, "class"`,
});
