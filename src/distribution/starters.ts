/** Starters for analysis: a notebook and a script that fetch one table, hold it against its checksum, and draw it. */
import { kindOf, meaningOf } from './values.ts';
import { tableInMarkdown, textInMarkdown } from '../schema/markdown.ts';
import { type Column, isText } from '../schema/table.ts';
import type { Dataset, DatasetFile, DatasetTable } from './dataset.ts';

export const starterNames = { python: 'starter.ipynb', r: 'starter.R' } as const;

/** What a starter shows: a table, and the columns of its figure. */
interface Example {
  readonly table: DatasetTable;
  readonly file: DatasetFile;
  /** Where a month, the figure is a line; otherwise bars. */
  readonly x: Column;
  readonly y: Column;
}

/** Number of bars. */
const bars = 20;

/**
 * The table that is the easiest to draw: a row a month before a row a name before anything else, shares before counts.
 *
 * @throws {Error} if no table has a number beside its first column
 */
export function exampleOf({ id, tables }: Dataset): Example {
  const found = tables.flatMap((table) => {
    const [x, ...others] = table.columns;
    const numbers = others.filter(({ unit }) => !isText(unit));
    const y = numbers.find(({ unit }) => unit === 'share') ?? numbers[0];
    const file = table.files.find(({ mediaType }) => mediaType === 'text/csv');
    if (!x || !y || !file) return [];
    const alone = isText(x.unit) && others.every(({ unit }) => !isText(unit));
    return [{ table, file, x, y, ease: alone ? (x.unit === 'month' ? 0 : 1) : 2 }];
  });
  const [easiest] = found.sort((a, b) => a.ease - b.ease);
  if (!easiest) throw new Error(`no table of ${id} has a number to draw in a starter`);
  return easiest;
}

/**
 * Reading a table in pandas, every cell with its type: text stays text, also `NA` and `2023`, and whole numbers and years
 * with gaps stay whole.
 *
 * @param source a file or an address, as Python has it
 */
export function pandasRead(source: string, columns: readonly Column[]): string {
  const types = columns.flatMap(({ name, unit }) => {
    const type = dtypes[kindOf(unit)];
    return type === null ? [] : [`${quoted(name)}: "${type}"`];
  });
  const days = columns.filter(({ unit }) => kindOf(unit) === 'day').map(({ name }) => quoted(name));
  return `pandas.read_csv(
    ${source},
    keep_default_na=False,
    na_values=[""],
    dtype={${types.join(', ')}},
    parse_dates=[${days.join(', ')}],
    float_precision="round_trip",
)`;
}

/** The types of pandas; it has none for days, which it is told to parse. */
const dtypes = {
  year: 'Int64',
  month: 'string',
  day: null,
  text: 'string',
  whole: 'Int64',
  number: 'float64',
} as const;

/** A line of text, for comments: whatever is in it, it ends where the line ends. */
const line = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
/** Strings of JSON are strings of Python and R too. */
const quoted = (text: string) => JSON.stringify(text);

/** What one must know of a table before drawing conclusions from it. */
const cautionsOf = ({ notes, window }: DatasetTable) => [
  ...notes,
  ...(window?.partial.map((month) => `${month} is a partial month.`) ?? []),
  ...(window?.floor ? [`${window.floor} holds everything older too.`] : []),
];

/**
 * A notebook for Jupyter, nbformat 4.5. The standard library is enough for it; pandas and matplotlib are used where they
 * are installed.
 */
export function notebook(dataset: Dataset): object {
  const { table, file, x, y } = exampleOf(dataset);
  const { licence } = dataset;
  const parquet = table.files.find(({ name }) => name.endsWith('.parquet'))?.address ?? file.address;
  const rows = table.columns.map((column) => {
    const { name, unit, missing = 'none is empty' } = column;
    return [name, unit, meaningOf(column), missing];
  });
  const cells = [
    markdown(
      'about',
      `# ${textInMarkdown(table.title)}

From *${textInMarkdown(dataset.title)}*, ${dataset.address}

${textInMarkdown(dataset.description)}

${textInMarkdown(table.method)}${cautionsOf(table)
        .map((caution) => `\n\n**Note:** ${textInMarkdown(caution)}`)
        .join('')}

Licence: [${licence.title}](${licence.address}), unless a source says otherwise. How to cite: ${dataset.address}#cite`,
    ),
    markdown('columns', tableInMarkdown(['column', 'unit', 'meaning', 'empty means'], rows).join('\n')),
    code(
      'fetch',
      `# Fetch the table, and hold it against the checksum with which it was published.
import hashlib
import urllib.request

address = ${quoted(file.address)}
published = ${quoted(file.sha256)}

with urllib.request.urlopen(address) as answer:
    data = answer.read()
found = hashlib.sha256(data).hexdigest()
if found != published:
    raise ValueError(f"{address} is not what was published: its SHA-256 is {found}, expected {published}")
print(f"{len(data)} bytes, as published")`,
    ),
    code(
      'read',
      `# Read it: with pandas where it is installed, and otherwise as a list of dictionaries.
# With DuckDB: duckdb.sql("FROM '${parquet}'")
import csv
import io

rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
try:
    import pandas
except ModuleNotFoundError:
    table = rows[:5]
else:
    table = ${pandasRead('io.BytesIO(data)', table.columns).replaceAll('\n', '\n    ')}
table`,
    ),
    code('draw', drawing({ table, file, x, y })),
    code(
      'series',
      dataset.kind === 'edition'
        ? `# The same table in every edition that has it.
import json

with urllib.request.urlopen(${quoted(new URL(`api/v1/series/${table.name}.json`, dataset.site).href)}) as answer:
    over_time = json.load(answer)
for edition in over_time["editions"]:
    files = {file["mediaType"]: file["address"] for file in edition["files"]}
    print(edition["id"], edition["status"], files["text/csv"])`
        : `# The same table in every snapshot that has it. A sample belongs into no series.
import json

with urllib.request.urlopen(${quoted(new URL(`api/v1/tables/${table.name}.json`, dataset.site).href)}) as answer:
    over_time = json.load(answer)
for snapshot in over_time["snapshots"]:
    files = {file["mediaType"]: file["address"] for file in snapshot["files"]}
    print(snapshot["id"], snapshot["coverage"], snapshot["status"], files["text/csv"])`,
    ),
  ];
  return {
    cells,
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function drawing({ table, x, y }: Example): string {
  const monthly = x.unit === 'month';
  return `# Draw it: with matplotlib where it is installed, and otherwise as bars of text.
x, y = ${quoted(x.name)}, ${quoted(y.name)}
points = [(row[x], float(row[y])) for row in rows if row[x] and row[y]]${monthly ? '' : `[:${bars}]`}
try:
    import matplotlib.pyplot as plt
except ModuleNotFoundError:
    longest = max(len(label) for label, _ in points)
    largest = max(abs(value) for _, value in points) or 1
    for label, value in points:
        print(f"{label:>{longest}} {'#' * round(40 * abs(value) / largest)} {value:g}")
else:
${monthly ? '    from datetime import date\n\n' : ''}    figure, axes = plt.subplots(figsize=(8, ${monthly ? '4' : '6'}), layout="constrained")
${
  monthly
    ? `    axes.plot([date.fromisoformat(f"{label}-01") for label, _ in points], [value for _, value in points])
    axes.set_ylabel(${quoted(y.description)})
    axes.set_ylim(bottom=0)`
    : `    axes.barh([label for label, _ in points], [value for _, value in points])
    axes.invert_yaxis()
    axes.set_xlabel(${quoted(y.description)})`
}
    axes.set_title(${quoted(table.title)})
    plt.show()`;
}

const lines = (text: string) => text.split(/(?<=\n)/);
const markdown = (id: string, text: string) => ({ cell_type: 'markdown', id, metadata: {}, source: lines(text) });
const code = (id: string, text: string) => ({
  cell_type: 'code',
  execution_count: null,
  id,
  metadata: {},
  outputs: [],
  source: lines(text),
});

/** The same for R, which needs no package from R 4.5 on. */
export function rScript(dataset: Dataset): string {
  const { table, file, x, y } = exampleOf(dataset);
  const about = [
    table.title,
    `From ${dataset.title}, ${dataset.address}`,
    table.method,
    ...cautionsOf(table),
    `Licence: ${dataset.licence.title}, unless a source says otherwise. How to cite: ${dataset.address}#cite`,
    '',
    'Columns:',
    ...table.columns.map(
      (column) =>
        `  ${column.name} (${column.unit}): ${meaningOf(column)}${column.missing === undefined ? '' : `; empty where ${column.missing}`}`,
    ),
  ];
  const [xs, ys] = [`rows[[${quoted(x.name)}]]`, `rows[[${quoted(y.name)}]]`];
  const draw =
    x.unit === 'month'
      ? `plot(as.Date(paste0(${xs}, "-01"), format = "%Y-%m-%d"), ${ys},
     type = "l", ylim = range(0, ${ys}, na.rm = TRUE),
     main = ${quoted(table.title)}, xlab = "", ylab = ${quoted(y.description)})`
      : `shown <- head(rows, ${bars})
par(mar = c(4, 12, 3, 1))
barplot(rev(shown[[${quoted(y.name)}]]), names.arg = rev(shown[[${quoted(x.name)}]]), horiz = TRUE, las = 1,
        main = ${quoted(table.title)}, xlab = ${quoted(y.description)})`;
  return `${about.map((text) => `# ${text.startsWith('  ') ? '  ' : ''}${line(text)}`.trimEnd()).join('\n')}

# Fetch the table, and hold it against the checksum with which it was published.
address <- ${quoted(file.address)}
published <- ${quoted(file.sha256)}
file <- tempfile(fileext = ".csv")
download.file(address, file, mode = "wb", quiet = TRUE)

# R knows SHA-256 from version 4.5 on; before, the package digest does.
found <- if (getRversion() >= "4.5.0") unname(tools::sha256sum(file)) else digest::digest(file = file, algo = "sha256")
if (found != published) {
  stop(address, " is not what was published: its SHA-256 is ", found, ", expected ", published)
}

# Read it.
rows <- read.csv(file, na.strings = "", check.names = FALSE, fileEncoding = "UTF-8")
str(rows)

# Draw it.
${draw}
`;
}
