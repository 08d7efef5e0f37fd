/**
 * Who may import whom, what must not exist, and who may read the clock.
 *
 * The pipeline never imports the site, and the site never imports sources, metrics, statistics or io: they meet in
 * `schema/` (shapes) and `content/` (values). A folder without a rule fails, so that a new folder is a decision.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Rule {
  /** Files, and folders with a slash at the end, besides the own folder. */
  readonly paths: readonly string[];
  /** Names of packages; a star at the end stands for the rest of a name. */
  readonly packages: readonly string[];
}

const pipeline = [
  'src/schema/',
  'src/io/',
  'src/sources/',
  'src/classifier/',
  'src/metrics/',
  'src/series/',
  'src/snapshot/',
  'src/distribution/',
];
const charts: Rule = { paths: ['src/schema/'], packages: ['@observablehq/plot', 'd3', 'd3-*'] };
const browser: Rule = { paths: ['src/schema/', 'src/charts/'], packages: ['d3', 'd3-*'] };
const site: Rule = {
  paths: ['src/schema/', 'src/charts/', 'src/distribution/', 'src/styles/'],
  // Checksums are printed beside what they are of; a page has no other business with the machine.
  packages: ['astro:*', 'astro', 'node:crypto'],
};
const components: Rule = {
  paths: [...site.paths, 'src/site/', 'src/browser/'],
  packages: ['astro:*', 'astro', 'd3-*'],
};
const layouts: Rule = {
  paths: [...components.paths, 'src/components/', 'src/build/policy.ts'],
  packages: components.packages,
};
const pages: Rule = { paths: [...layouts.paths, 'src/layouts/'], packages: layouts.packages };

/** A file's own rule goes before that of its folder. */
const rules: Readonly<Record<string, Rule>> = {
  'src/schema': { paths: [], packages: ['zod'] },
  'src/schema/definition.ts': { paths: ['content/definitions.json'], packages: ['node:crypto'] },
  'src/schema/repository-names.ts': {
    paths: ['content/repository-names.json', 'content/data-set-names.json'],
    packages: ['zod'],
  },
  'src/statistics': {
    paths: [],
    packages: ['d3-array', '@stdlib/stats-ranks', '@stdlib/stats-base-dists-t-cdf', 'pure-rand'],
  },
  'src/io': { paths: ['src/schema/'], packages: ['zod', 'undici', '@duckdb/node-api', 'csv-parse', 'node:*'] },
  // The one place that writes to the Hub.
  'src/io/hub.ts': { paths: ['src/schema/'], packages: ['@huggingface/hub'] },
  'src/sources': {
    paths: [
      'src/schema/',
      'src/io/',
      'src/classifier/',
      'content/taxonomy/',
      'content/labels/',
      'content/classifier/',
      'content/source-editions.json',
      'content/published/hub-totals.json',
    ],
    packages: ['zod', 'd3-array', 'http-link-header', 'robots-parser', 'yaml'],
  },
  'src/classifier': { paths: ['src/schema/', 'src/statistics/'], packages: ['zod', 'pure-rand', 'd3-array'] },
  'src/metrics': { paths: ['src/schema/', 'src/statistics/', 'content/published/'], packages: ['zod', 'd3-array'] },
  'src/series': { paths: ['src/schema/'], packages: ['d3-array'] },
  'src/snapshot': {
    paths: ['src/schema/', 'src/io/', 'src/metrics/', 'src/series/'],
    packages: ['zod', 'd3-array', 'node:*'],
  },
  scripts: {
    paths: [...pipeline, 'src/build/links.ts', 'content/kept-pages.json'],
    packages: ['node:*', 'playwright-core', 'csv-parse', 'csv-stringify', 'zod', 'subset-font'],
  },
  'src/distribution': {
    paths: [
      'src/schema/',
      'content/almanac.json',
      'content/published/hub-totals.json',
      'content/published/papers.json',
    ],
    packages: ['csv-stringify', 'hyparquet-writer', 'node:crypto', 'schema-dts', 'yaml', 'zod'],
  },
  'src/content.config.ts': {
    paths: ['src/schema/', 'src/snapshot/read.ts'],
    packages: ['astro:*', 'astro', 'node:*', 'zod'],
  },
  // What is done to the site around the rendering of its pages.
  'src/build': {
    paths: ['src/schema/', 'src/charts/css-variables.ts', 'src/charts/drawing-file.ts'],
    packages: ['astro', 'pagefind', 'node:*'],
  },
  // What a page hands to its parts is typed where it is looked up.
  'src/env.d.ts': { paths: ['src/site/snapshot.ts'], packages: [] },
  // What pages show of which table: pure, and known without a page.
  // What metrics say of their tables, for pages.
  'src/site/catalogue.ts': {
    paths: [
      'src/schema/',
      'src/metrics/index.ts',
      'src/series/contents.ts',
      'src/charts/selection.ts',
      'content/rewordings.json',
    ],
    packages: [],
  },
  'src/site': site,
  'src/browser': browser,
  'src/charts': charts,
  // The browser's part must not bring a second browser with it.
  'src/charts/render.ts': { ...charts, packages: [...charts.packages, 'domino'] },
  'src/components': components,
  // What a release promised is kept.
  'src/site/pages.ts': { ...site, paths: [...site.paths, 'content/kept-pages.json'] },
  // Snapshots are held against each other by the same pure functions in the terminal and on a page.
  'src/site/comparisons.ts': {
    ...site,
    paths: [
      ...site.paths,
      'src/snapshot/compare.ts',
      'src/snapshot/month.ts',
      'src/snapshot/pairs.ts',
      'content/kept-pages.json',
    ],
  },
  'src/components/comparison/EditionChanges.astro': {
    ...components,
    paths: [...components.paths, 'src/snapshot/compare-editions.ts'],
  },
  'src/site/card-image.ts': { ...site, packages: [...site.packages, '@resvg/resvg-js', 'node:url'] },
  // Sentences with a missing number are taken out of finished HTML, and it is said behind numbers of which day they are.
  'src/site/parse-text.ts': { ...site, packages: ['domhandler', 'htmlparser2'] },
  'src/site/missing.ts': { ...site, packages: ['domhandler', 'htmlparser2', 'magic-string'] },
  'src/site/origins.ts': { ...site, packages: ['domhandler', 'htmlparser2', 'magic-string'] },
  // Rows of tables reach the pages from the files themselves, held against the manifest again.
  'src/site/table-file.ts': { ...site, packages: [...site.packages, 'node:fs'] },
  // The finished site has it beside the pages; `astro.config.mjs` says where.
  'src/browser/search/search.ts': {
    paths: [...browser.paths, 'content/synonyms.json'],
    packages: [...browser.packages, 'pagefind'],
  },
  'src/layouts': layouts,
  'src/pages': pages,
  'src/pages/feed.xml.ts': { ...pages, packages: [...pages.packages, 'feed'] },
  'src/styles': { paths: [], packages: [] },
};

const isTest = (path: string) => path.startsWith('tests/') || /\.test(-support)?\.ts$/.test(path);
/** `src/charts/line.ts` is in `src/charts`, `scripts/command.ts` in `scripts`; `src/content.config.ts` stands for itself. */
const folderOf = (path: string) => /^(src\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;
/** The programs in a file: all of a `.ts` file; the frontmatter and the scripts of an `.astro` file. */
const programsOf = (path: string, text: string) =>
  path.endsWith('.astro')
    ? Array.from(
        text.matchAll(/^---\r?\n(.*?)^---|<script\b[^>]*>(.*?)<\/script>/gms),
        (part) => part[1] ?? part[2] ?? '',
      )
    : [text];

/** What a program imports, as written, and whether it asks what time it is. */
function inspect(program: string): { imports: string[]; unknowable: string[]; readsClock: boolean } {
  const source = ts.createSourceFile('program.ts', program, ts.ScriptTarget.Latest);
  const found = { imports: [] as string[], unknowable: [] as string[], readsClock: false };
  const add = (name: ts.Node | undefined, whole: ts.Node) => {
    if (name && ts.isStringLiteralLike(name)) found.imports.push(name.text);
    else found.unknowable.push(whole.getText(source));
  };
  /** What is called, if it is one name or a part of `import.meta`: to write out all that is called takes most of the time. */
  const calleeOf = (node: ts.Expression) =>
    ts.isIdentifier(node) ||
    node.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isPropertyAccessExpression(node) && ts.isMetaProperty(node.expression))
      ? node.getText(source)
      : '';
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node);
    if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, node);
    if (ts.isCallExpression(node)) {
      const callee = calleeOf(node.expression);
      if (callee === 'import' || callee === 'require') add(node.arguments[0], node);
      if (callee.startsWith('import.meta.glob')) add(undefined, node);
      if (callee === 'Date') found.readsClock = true;
    }
    if (ts.isNewExpression(node) && calleeOf(node.expression) === 'Date' && !node.arguments?.length)
      found.readsClock = true;
    if (ts.isPropertyAccessExpression(node) && ['now', 'Now'].includes(node.name.text))
      found.readsClock ||= ['Date.now', 'Temporal.Now'].includes(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const allows = (patterns: readonly string[], name: string) =>
  patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

/** What is wrong with one file, a sentence each. The path is seen from the project's root, with `/`. */
function violations(path: string, text: string): string[] {
  const wrong: string[] = [];
  const parts = path.split('/');
  const misnamed = parts.slice(0, -1).find((folder) => ['utils', 'helpers', 'lib', 'common'].includes(folder));
  if (misnamed) wrong.push(`${path}: a folder ${misnamed}/ says nothing of what is in it`);
  if (parts.at(-1) === 'types.ts')
    wrong.push(`${path}: a shape lives with its subject in src/schema/, not in types.ts`);
  if (parts.at(-1) === 'index.ts' && path !== 'src/metrics/index.ts')
    wrong.push(`${path}: no barrel files; import from the file that says it`);

  const programs = programsOf(path, text).map(inspect);
  // That of the reader, whose browser says whether something is late: a build knows no time.
  const isReaders = path === 'src/browser/overdue.ts';
  const mayReadClock = isReaders || path.startsWith('scripts/') || path.startsWith('src/io/');
  const clockInMarkup = path.endsWith('.astro') && /\bDate\.now\b|\bnew Date\(\s*\)/.test(text);
  if (!mayReadClock && (clockInMarkup || programs.some((program) => program.readsClock)))
    wrong.push(`${path} reads the clock; only scripts/ and src/io/ may`);
  if (isTest(path)) return wrong;

  const folder = folderOf(path);
  const rule = rules[path] ?? rules[folder];
  if (!rule) return [...wrong, `${path}: ${folder} has no rule in src/architecture.test.ts; decide what it may import`];
  const allowed = `it may import ${[...rule.paths, ...rule.packages].join(', ') || 'nothing'} and its own folder`;

  // What it imports is the site as Astro has bundled it.
  const unknowable = path === 'src/build/render-thread.ts' ? [] : programs.flatMap((program) => program.unknowable);
  for (const statement of unknowable)
    wrong.push(`${path} has ${statement}, and what that imports cannot be read from it`);
  // A script's `src` in an .astro file is an import too.
  const scripts = Array.from(text.matchAll(/<script\b[^>]*?\bsrc="([^"]*)"/g), ([, src = '']) => src);
  const imports = programs.flatMap((program) => program.imports);
  for (const specifier of [...imports, ...(path.endsWith('.astro') ? scripts : [])]) {
    if (!specifier.startsWith('.')) {
      if (!allows(rule.packages, packageName(specifier))) wrong.push(`${path} imports "${specifier}"; ${allowed}`);
      continue;
    }
    const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
    const near =
      target.startsWith(`${folder}/`) ||
      rule.paths.some((it) => target === it || (it.endsWith('/') && target.startsWith(it)));
    if (isTest(target)) wrong.push(`${path} imports "${specifier}", which is there for tests only`);
    else if (!near) wrong.push(`${path} imports "${specifier}"; ${allowed}`);
  }
  return wrong;
}

const files = ['src', 'scripts', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => /\.([cm]?[jt]sx?|astro)$/.test(file)),
);

test('every file keeps to the rules of its folder', () => {
  expect(files).toContain('src/snapshot/read.ts');
  expect(files).toContain('scripts/command.ts');
  expect(files.flatMap((file) => violations(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test('every folder of src has a rule, whatever is in it', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => `src/${name}`).filter((folder) => !rules[folder])).toEqual([]);
});

test('each table is in the folder of its topic', () => {
  const topics = files.flatMap((file) => {
    const folder = /^src\/metrics\/(?:([a-z]+)\/)?[^/]+$/.exec(file);
    return folder && !isTest(file)
      ? Array.from(readFileSync(join(root, file), 'utf8').matchAll(/^ {2}topic: '([a-z]+)'/gm), ([, topic]) => ({
          file,
          topic,
          folder: folder[1],
        }))
      : [];
  });
  expect(topics.length).toBeGreaterThan(50);
  expect(topics.filter(({ topic, folder }) => topic !== folder)).toEqual([]);
});

test('there are no path aliases: an import says where a file is', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')) as {
    config: unknown;
  };
  const { options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  expect(errors).toEqual([]);
  expect(options.paths).toBeUndefined();
});

// The checker itself, on files that do not exist.

test.each([
  [
    'the site does not import sources',
    'src/pages/index.astro',
    `---\nimport { hub } from '../sources/hub.ts';\n---\n<p />`,
  ],
  ['nor statistics, from a chart', 'src/charts/line.ts', `import { spearman } from '../statistics/spearman.ts';`],
  ['nor io, for a type', 'src/components/Figure.astro', `---\nimport type { Csv } from '../io/csv.ts';\n---`],
  ['nor io, as a type in passing', 'src/components/a.ts', `export type Csv = import('../io/csv.ts').Csv;`],
  ['nor metrics, in a script', 'src/components/A.astro', `<p />\n<script>\n  import '../metrics/index.ts';\n</script>`],
  ['nor metrics, as a script', 'src/components/A.astro', `<script src="../metrics/index.ts"></script>`],
  ['nor metrics, later', 'src/browser/enhance.ts', `const late = () => import('../metrics/index.ts');`],
  ['the pipeline does not import the site', 'src/metrics/a.ts', `export * from '../charts/line.ts';`],
  ['the collections read, and do not write', 'src/content.config.ts', `import { x } from './snapshot/write.ts';`],
  [
    'a component does not import a layout',
    'src/components/A.astro',
    `---\nimport R from '../layouts/Report.astro';\n---`,
  ],
  ['metrics know no disk', 'src/metrics/a.ts', `import { readFileSync } from 'node:fs';`],
  ['schema knows zod only', 'src/schema/a.ts', `import { format } from 'd3-format';`],
  ['charts leave the document to render', 'src/charts/line.ts', `import { createDocument } from 'domino';`],
  ['a name that begins like an allowed one is another', 'src/schema/a.ts', `import { z } from 'zodiac';`],
  [
    'taxonomy comes in through sources',
    'src/metrics/a.ts',
    `import a from '../../content/taxonomy/a.json' with { type: 'json' };`,
  ],
  [
    'sources read no snapshots',
    'src/sources/a.ts',
    `import a from '../../content/snapshots/a.json' with { type: 'json' };`,
  ],
  ['there are no aliases', 'src/pages/a.ts', `import { z } from '@/schema/scalars.ts';`],
])('%s', (_, path, text) => {
  expect(violations(path, text)).toEqual([
    expect.stringMatching(/^\S+ imports ".+"; it may import .+ and its own folder$/),
  ]);
});

test('a violation names the file, the import, and what is allowed', () => {
  expect(violations('src/metrics/mentions.ts', `import { createClient } from '../io/http.ts';`)).toEqual([
    'src/metrics/mentions.ts imports "../io/http.ts"; it may import src/schema/, src/statistics/, content/published/, zod, d3-array and its own folder',
  ]);
});

test.each([
  ['src/metrics/a.ts', `import { rows } from './metric.test-support.ts';`],
  ['src/metrics/a.ts', `import './mentions.test.ts';`],
  ['scripts/a.ts', `import { sharedData } from '../tests/shared-data.ts';`],
])('what is there for tests stays with tests: %s, %s', (path, text) => {
  expect(violations(path, text)).toEqual([expect.stringContaining('which is there for tests only')]);
});

test('tests import what they like', () => {
  const text = `import { test } from 'vitest';\nimport { read } from '../io/files.ts';`;
  expect(violations('src/charts/line.test.ts', text)).toEqual([]);
  expect(violations('src/charts/rows.test-support.ts', text)).toEqual([]);
  expect(violations('tests/site/links.test.ts', text)).toEqual([]);
});

test.each([
  [
    'src/pages/index.astro',
    `---\nimport { getCollection } from 'astro:content';\nimport Report from '../layouts/Report.astro';\n---`,
  ],
  ['src/layouts/Report.astro', `---\nimport '../styles/site.css';\n---`],
  ['src/charts/render.ts', `import { createDocument } from 'domino';\nimport { line } from './line.ts';`],
  ['src/sources/a.ts', `import a from '../../content/taxonomy/a.json' with { type: 'json' };`],
  ['src/statistics/a.ts', `import { mersenne } from 'pure-rand/generator/mersenne';`],
  ['src/components/A.astro', `---\nimport mark from '../styles/mark.svg?raw';\n---\n<script>import './a.ts';</script>`],
  ['src/io/a.ts', `// import { z } from 'astro/zod' was tried\nconst said = "import x from 'y'";`],
])('what is allowed passes: %s', (path, text) => {
  expect(violations(path, text)).toEqual([]);
});

test.each([`import(name)`, 'import(`../${name}.ts`)', `import.meta.glob('../io/*.ts')`])(
  'an import that cannot be read is not allowed: %s',
  (text) => {
    expect(violations('src/charts/a.ts', text)).toEqual([expect.stringContaining('cannot be read from it')]);
  },
);

test('a folder without a rule is a decision that was not taken', () => {
  expect(violations('src/maps/world.ts', '')).toEqual([expect.stringContaining('src/maps has no rule')]);
  expect(violations('src/world.ts', '')).toEqual([expect.stringContaining('src/world.ts has no rule')]);
});

test.each([
  'src/charts/utils/a.ts',
  'src/schema/types.ts',
  'src/charts/index.ts',
  'tests/helpers/a.ts',
  'scripts/lib/a.ts',
])('there is no %s', (path) => {
  expect(violations(path, '')).toHaveLength(1);
});

test.each([
  ['src/metrics/a.ts', 'export const now = Date.now();'],
  ['src/metrics/a.ts', 'export const clock = Date.now;'],
  ['src/charts/a.ts', 'export const today = new Date();'],
  ['src/charts/a.ts', 'export const today = new Date;'],
  ['src/layouts/A.astro', '<p>© {new Date().getFullYear()}</p>'],
  ['src/layouts/A.astro', '---\nconst year = new Date().getFullYear();\n---'],
  ['tests/a.test.ts', 'const today = new Date();'],
])('the clock is not read in %s: %s', (path, text) => {
  expect(violations(path, text)).toEqual([`${path} reads the clock; only scripts/ and src/io/ may`]);
});

test('a date that is given is not the clock', () => {
  expect(violations('src/charts/a.ts', `// never Date.now()\nexport const day = new Date('2023-06-30');`)).toEqual([]);
  expect(violations('src/io/a.ts', 'export const fetchedAt = new Date().toISOString();')).toEqual([]);
  expect(violations('scripts/a.ts', 'const began = Date.now();')).toEqual([]);
});
