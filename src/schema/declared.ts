/**
 * What columns of older tables are.
 *
 * Files written until release 1.1.0 say in words only which columns are the ends of an interval and that years are years,
 * and not at all of which counts a share is made, and not which definition they follow. They never change, so what they
 * lack is added once, on reading; newer tables declare it themselves (`about`, `definition`; the unit `year`; `interval`,
 * `exact`, `test`, `share` and `lorenz` of a column) and pass unchanged.
 */
import { definitionOf } from './definition.ts';
import { Year } from './scalars.ts';
import { type Column, type Row, type Table, type Unit, problemWithDeclarations } from './table.ts';

/** Part and whole of each share that is made of counts; a whole that the table does not have is left out. */
const shares: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  attributes: { shareLacking: 'lacking/models', shareHaving: 'having/models' },
  'attributes-by-month': { shareHaving: 'having/models' },
  benefits: { share: 'codes/allCodes' },
  'card-detector': { precision: 'both/detected', recall: 'both/present' },
  'card-lengths': { shareOfCards: 'cards/allCards', shareUnfilled: 'unfilled/cards' },
  'card-sections': { shareHaving: 'having/cards' },
  'cards-by-month': { shareWithCard: 'withCard/models' },
  'cards-by-popularity': { shareWithCard: 'withCard/models' },
  'cards-by-task': { shareWithCard: 'withCard/models' },
  'cards-revisited': { shareWithCard: 'withCard/models' },
  'cards-revisited-change': { shareBefore: 'withCardBefore/modelsBefore', shareNow: 'withCardNow/modelsNow' },
  challenges: { share: 'codes/allCodes' },
  'coder-calibration': { shareRight: 'right/texts' },
  datasets: { share: 'models/naming' },
  derivatives: { share: 'models/all', shareBuiltUpon: 'builtUpon/models' },
  downloads: { shareNone: 'none/models' },
  formats: { share: 'models/created' },
  'formats-by-downloads': { share: 'models/inBand' },
  gated: { shareGated: 'gated/models' },
  languages: { share: 'models/declaring', shareKept: 'kept/pairs', shareLost: 'lost/pairs' },
  'licence-changes': { share: 'pairs/ofRelation' },
  'licence-drift': { share: 'edges/fromClass' },
  licences: { share: 'models/created' },
  'licences-by-downloads': { share: 'models/inBand' },
  lineage: { share: 'models/created' },
  'lineage-depth': { share: 'models/all', shareBuiltUpon: 'builtUpon/models' },
  'lineage-oddities': { share: 'declarations/all' },
  'parent-children-traits': { share: 'children/ofParent' },
  parents: { shareSameAuthor: 'sameAuthor/children' },
  'performance-claims': { share: 'withClaim/models' },
  population: { share: 'count/whole' },
  'repository-commits': { shareOfDocumentation: 'documentationCommits/commits' },
  'repository-upkeep': {
    shareWithCommit: 'withCommit/repositories',
    shareWithDocumentation: 'withDocumentation/repositories',
  },
  risks: { share: 'models/created' },
  'root-causes': { share: 'topics/allTopics' },
  'root-causes-by-challenge': { share: 'topics/questions' },
  sizes: { shareOfModels: 'models/allModels', shareOfDownloads: 'downloads', shareOfChildren: 'children' },
  'template-cards': { shareCiting: 'citing/models' },
  totals: { share: 'count/whole' },
  'training-data': { shareNaming: 'naming/models', shareLoadersOnly: 'loadersOnly/models' },
  'type-ranking': { hubShare: 'hubModels', forumShare: 'topics' },
  'type-shares': { share: 'count/whole' },
  'typical-sizes': { shareKnown: 'models/allModels' },
  unmodified: {
    shareFirstDay: 'firstDay/dayOld',
    shareOneYear: 'oneYear/yearOld',
    shareTwoYears: 'twoYears/twoYearsOld',
  },
};

/** Columns that were said to hold our own words, and hold identifiers of the Hub: these keep their hyphens. */
const identifiers: Readonly<Record<string, string>> = { tasks: 'task', 'cards-by-task': 'task' };

/** The methods of intervals where the descriptions do not name them. */
const methods: Readonly<Record<string, string>> = {
  'coder-comparison': 'bootstrap',
  'coder-performance': 'bootstrap',
  replication: 'as in the table that it is taken from',
  'trend-sensitivity': 'Theil–Sen',
  'trend-tests': 'Theil–Sen',
};

/** The tests whose p values they hold, in words; what corrects them after a comma each. */
const tests: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'hub-forum-agreement': { p: 'Spearman', pAdjusted: 'Spearman, Benjamini–Hochberg' },
  'popularity-agreement': { p: 'Spearman' },
  'trend-sensitivity': {
    p: 'Mann–Kendall',
    pCorrected: 'Mann–Kendall, Hamed–Rao',
    pAdjusted: 'Mann–Kendall, Benjamini–Hochberg',
    otherP: 'Mann–Kendall, Hamed–Rao',
  },
  'trend-tests': {
    p: 'Mann–Kendall',
    pCorrected: 'Mann–Kendall, Hamed–Rao',
    pAdjusted: 'Mann–Kendall, Benjamini–Hochberg',
  },
};

/** The unit of the slope of each series whose trend tests were published without it. */
const slopeUnits: Readonly<Record<string, Unit>> = {
  'share-with-card': 'shareChange',
  'share-of-uploads': 'shareChange',
  'share-of-mentions': 'shareChange',
  uploads: 'number',
  mentions: 'number',
  productivity: 'number',
  'bus-factor': 'number',
};

/**
 * The unit of the slope in a row of `trend-tests` or `trend-sensitivity`.
 *
 * @throws {Error} if neither the row nor the list of older series has one
 */
export function slopeUnitOf({ series, slopeUnit }: Row): Unit {
  const unit =
    slopeUnit === undefined ? slopeUnits[String(series)] : slopeUnit === 'share-change' ? 'shareChange' : 'number';
  if (unit === undefined) throw new Error(`the slope of the series ${String(series)} has no unit`);
  return unit;
}

const ofMethods: readonly string[] = [
  'card-detector',
  'coder-calibration',
  'coder-comparison',
  'coder-confusion',
  'coder-performance',
  'replication',
  'trend-sensitivity',
  'trend-tests',
];

const lowerEnd = /^Lower end of (?:its|the) 95 % interval(?: of (?<of>\w+))?(?: \((?<method>.+)\))?$/;

/**
 * The table, with what its columns are to each other.
 *
 * @throws {Error} if an interval is described in an unknown form, or values contradict what is declared
 */
export function declared(read: Table): Table {
  const definition = definitionOf(read.name, read);
  const table = { ...withUnits(read), ...(definition !== undefined && { definition }) };
  const { name, about, columns } = table;
  if (about !== undefined || columns.some(({ interval, test, share, lorenz }) => interval ?? test ?? share ?? lorenz))
    return table;
  const intervals = new Map(
    columns.flatMap(({ name: low, description }, index): [string, Column['interval']][] => {
      const groups = lowerEnd.exec(description)?.groups;
      if (!groups) return [];
      const [of, high, method] = [
        groups.of ?? columns[index - 1]?.name,
        columns[index + 1]?.name,
        groups.method ?? methods[name],
      ];
      if (of === undefined || high === undefined || method === undefined)
        throw new Error(
          `the column ${low} of the table ${name} is the end of an interval, but not of which, or how it was found`,
        );
      return [[of, { low, high, method }]];
    }),
  );
  const parts = shares[name] ?? {};
  const complete: Table = {
    ...table,
    ...(ofMethods.includes(name) && { about: 'methods' }),
    columns: columns.map((column) => {
      const interval = intervals.get(column.name);
      const [method, ...corrections] = tests[name]?.[column.name]?.split(', ') ?? [];
      const [part, whole] = parts[column.name]?.split('/') ?? [];
      return {
        ...column,
        ...(interval && { interval }),
        ...(method !== undefined && { test: { method, ...(corrections.length > 0 && { corrections }) } }),
        ...(part !== undefined && { share: { part, ...(whole !== undefined && { whole }) } }),
        ...(name === 'lorenz' && column.name === 'share' && { lorenz: 'part' }),
      };
    }),
  };
  const wrong = problemWithDeclarations(complete);
  if (wrong !== undefined) throw new Error(`the table ${name} is not what it is known to be: ${wrong}`);
  return complete;
}

/** Years were names, as were identifiers of the Hub words of ours. */
function withUnits(table: Table): Table {
  const unitOf = ({ name, unit }: Column): Column['unit'] =>
    unit === 'slug' && name === identifiers[table.name]
      ? 'name'
      : unit === 'name' && name === 'year' && table.rows.every(({ year }) => year === null || isYear(year))
        ? 'year'
        : unit;
  if (table.columns.every((column) => unitOf(column) === column.unit)) return table;
  return { ...table, columns: table.columns.map((column) => ({ ...column, unit: unitOf(column) })) };
}

const isYear = (value: unknown) => Year.safeParse(value).success;
