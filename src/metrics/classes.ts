/** Classes that several tables share, as SQL: of downloads, sizes, licences, and of numbers in general. */
import { classOf, licencePatterns } from '../schema/licence.ts';

/** Models by downloads of the last 30 days, from none. */
export const downloadBand = (downloads: string) => `CASE
  WHEN ${downloads} = 0 THEN 'none'
  WHEN ${downloads} < 100 THEN 'below-100'
  WHEN ${downloads} < 10000 THEN 'below-10-000'
  ELSE '10-000-and-more' END`;
export const downloadBands = 'Downloads of the last 30 days: none, below-100, below-10-000, 10-000-and-more';

/** By what a column `band` is ordered, from none to the most. */
export const bandOrder = `list_position(['none', 'below-100', 'below-10-000', '10-000-and-more'], "band")`;

/** Whether a number of parameters tells a size: one is given, and it is not zero. */
export const isSize = (parameters: string) => `coalesce(${parameters} > 0, false)`;

/** Below so many million or billion parameters; empty where none are known. */
export const sizeClass = (parameters: string) => `CASE
  WHEN NOT ${isSize(parameters)} THEN NULL
  WHEN ${parameters} < 1e8 THEN 'below-100m'
  WHEN ${parameters} < 1e9 THEN 'below-1b'
  WHEN ${parameters} < 1e10 THEN 'below-10b'
  WHEN ${parameters} < 1e11 THEN 'below-100b'
  ELSE '100b-and-more' END`;
export const sizeClasses = ['below-100m', 'below-1b', 'below-10b', 'below-100b', '100b-and-more'] as const;

/** Most models declare one of these, for which no pattern has to be tried. */
const frequentLicences = ['apache-2.0', 'mit', 'other', 'openrail'];

/**
 * What a licence allows, by the identifier that a model declares: by the Hub's own list of identifiers. A name
 * that is not on it is one that somebody gave to terms of their own.
 */
export const licenceClass = (licence: string) => `CASE
  WHEN ${licence} IS NULL THEN 'none'
  ${frequentLicences.map((name) => `WHEN ${licence} = '${name}' THEN '${classOf(name)}'`).join('\n  ')}
  ${licencePatterns.map(([pattern, of]) => `WHEN regexp_matches(lower(${licence}), '${pattern}') THEN '${of}'`).join('\n  ')}
  ELSE 'vendor' END`;
export const licenceClasses =
  'permissive (Apache, MIT, BSD, CC BY and similar), copyleft (GPL, MPL, CC BY-SA and similar), non-commercial (Creative Commons), responsible-ai (RAIL), vendor (any other name, mostly the terms of one company), other (declared as other or unknown without a name, or no derivatives allowed: CC BY-ND, C-UDA), none (nothing declared)';

/** A number up to 99 as it is, a larger one cut to its two leading digits: 1,278 becomes 1,200. */
export const twoDigits = (value: string) =>
  `CASE WHEN ${value} < 100 THEN ${value} ELSE ${value} - ${value} % (10 ** (length((${value})::VARCHAR) - 2))::BIGINT END`;

/**
 * Names that the tags of models give in the place of a data set: how the data were loaded, or that they were somebody's
 * own.
 */
export const isLoader = (dataset: string) =>
  `lower(${dataset}) IN ('imagefolder', 'audiofolder', 'videofolder', 'pdffolder', 'generator', 'csv', 'json', 'jsonl', 'parquet', 'arrow', 'text', 'xml', 'sql', 'pandas', 'webdataset', 'custom', 'dataset', 'data', 'none', 'null', 'unknown', 'other', 'n/a')`;

/** Whether a model names a data set, which loaders are none of; empty where its tags are unknown. */
export const namesData = `CASE WHEN has_dataset IS NOT NULL THEN hash(id) IN (SELECT hash(model) FROM training_data WHERE NOT ${isLoader('dataset')}) END`;

/** Whether a text can be the code of a language. */
export const isLanguage = (code: string) => `regexp_full_match(${code}, '[A-Za-z]{2,12}([-_][A-Za-z0-9]{1,8}){0,3}')`;
/** Whether a model declares a language, by a code that can be one; empty where its metadata are unknown. */
export const declaresLanguage = `CASE WHEN has_language IS NOT NULL THEN hash(id) IN (SELECT hash(model) FROM languages WHERE ${isLanguage('language')}) END`;
