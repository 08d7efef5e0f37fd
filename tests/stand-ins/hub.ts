/**
 * A stand-in for the Hub's list of models.
 *
 * It behaves as the Hub was seen to, and where that is not known as a careful client should expect: the cursor is the
 * filter that the Hub writes into it, a page is full until the last one, and the last one names no next.
 */
import type { HubModel } from './hub-models.ts';
import { syntheticModels } from './hub-models.ts';
import { FixedWindow, json, row, startServer } from './server.ts';
import type { Answer, Faults, RateLimit, Rows, StandIn } from './server.ts';

export * from './hub-models.ts';

export interface HubOptions {
  /** In order of creation: `createdAt`, and within a moment `_id`. */
  models?: Rows<HubModel>;
  /** So many invented models, in place of `models`. */
  count?: number;
  faults?: Faults;
  /** Without it nothing is counted, and the headers that speak of it are left out. */
  rateLimit?: RateLimit;
  /** The most rows that a page may have; default 1000, as on the Hub. */
  maxPage?: number;
  /** Former names of models, each with the present one. */
  renamed?: Readonly<Record<string, string>>;
  /** What an unknown name is met with: 404, or the 401 that the Hub was seen to give to those without a token. */
  unknown?: 404 | 401;
  keepRequests?: boolean;
  /** The moment that its clock shows. */
  clock?: string;
}

/** What `expand` may name, as the Hub lists it in its refusals. */
const expandable: ReadonlySet<string> = new Set(
  (
    'author baseModels cardData config createdAt disabled downloads downloadsAllTime evalResults gated inference ' +
    'inferenceProviderMapping lastModified library_name likes mask_token model-index pipeline_tag private safetensors ' +
    'sha siblings spaces tags transformersInfo trendingScore widgetData gguf resourceGroup xetEnabled ' +
    'childrenModelCount usedStorage'
  ).split(' '),
);
const usual: readonly string[] =
  'likes trendingScore private downloads tags pipeline_tag library_name createdAt modelId'.split(' ');
const added: Readonly<Record<string, readonly string[]>> = {
  full: ['author', 'sha', 'lastModified', 'gated', 'disabled', 'siblings'],
  cardData: ['cardData'],
  config: ['config'],
};

/** What an answer about one model has only if `expand` names it. */
const onlyExpanded: ReadonlySet<string> = new Set(['downloadsAllTime', 'trendingScore', 'baseModels']);

const sortKeys = ['createdAt', 'downloads', 'likes', 'lastModified', 'trendingScore'] as const;
type SortKey = (typeof sortKeys)[number];

/** A place in an order: the value of the sort key and, among equals, the id. */
interface Place {
  value: string | number;
  _id: string;
}

class Refusal extends Error {}

/**
 * Serves `GET /api/models` and `GET /api/models/{id}`.
 *
 * Any order but that of creation is made once, by going through all models: not for millions.
 */
export async function startHub(options: HubOptions): Promise<StandIn> {
  const models = options.models ?? syntheticModels(options.count ?? 0);
  const { rateLimit, renamed = {}, unknown = 404, maxPage = 1000 } = options;
  const window = rateLimit && new FixedWindow(rateLimit);
  const orders = new Map<SortKey, Uint32Array>();
  let positions: Map<string, number> | undefined;

  /** Positions in descending order of a key that rises and falls; equals in order of their id. */
  function descending(key: SortKey): Uint32Array {
    let order = orders.get(key);
    if (order === undefined) {
      const values = Array.from({ length: models.length }, (_, i) => row(models, i)[key]);
      order = Uint32Array.from(values.keys()).sort((a, b) => compare(row(values, b), row(values, a)) || a - b);
      orders.set(key, order);
    }
    return order;
  }

  function list(url: URL): Answer {
    const query = url.searchParams;
    const fields = fieldsOf(query);
    const key = sortKeys.find((name) => name === (query.get('sort') ?? 'trendingScore'));
    if (key === undefined) throw new Refusal('Invalid sort parameter');
    // The Hub sorts in ascending order by creation alone; elsewhere it takes no notice of the direction.
    const ascending = key === 'createdAt' && query.get('direction') === '1';
    const order = ascending ? undefined : descending(key);
    const at = (place: number) => row(models, order === undefined ? place : row(order, place));

    const matches = filterOf(query);
    const asked = Math.floor(Number(query.get('limit') ?? maxPage));
    const limit = asked >= 1 ? Math.min(asked, maxPage) : maxPage;
    const cursor = query.get('cursor');
    const after = cursor === null ? undefined : readCursor(cursor, key, ascending);
    const page: HubModel[] = [];
    let more = false;
    for (let place = after ? firstAfter(models.length, at, key, ascending, after) : 0; place < models.length; place++) {
      const model = at(place);
      if (!matches(model)) continue;
      if (page.length === limit) {
        more = true;
        break;
      }
      page.push(model);
    }
    const last = page.at(-1);
    if (!more || last === undefined) return json(page.map((model) => project(model, fields)));

    const next = new URL(url);
    next.searchParams.delete('cursor');
    next.searchParams.append('cursor', writeCursor(key, ascending, { value: last[key], _id: last._id }));
    return json(
      page.map((model) => project(model, fields)),
      200,
      { link: `<${next.href}>; rel="next"` },
    );
  }

  function one(id: string, url: URL): Answer {
    const present = renamed[id];
    if (present !== undefined) {
      const location = `/api/models/${present}${url.search}`;
      const headers = { 'content-type': 'text/plain; charset=utf-8', location };
      return { status: 307, headers, body: `Temporary Redirect. Redirecting to ${location}` };
    }
    positions ??= new Map(Array.from({ length: models.length }, (_, i) => [row(models, i).id, i]));
    const position = positions.get(id);
    if (position === undefined)
      return json({ error: unknown === 401 ? 'Invalid username or password.' : 'Repository not found' }, unknown);
    const model = row(models, position);
    if (url.searchParams.has('expand') || url.searchParams.has('expand[]'))
      return json(project(model, fieldsOf(url.searchParams)));
    const fields = [...Object.keys(model), 'modelId'].filter((field) => !onlyExpanded.has(field));
    return json(project(model, fields));
  }

  return startServer((url) => {
    const headers: Record<string, string> = {};
    if (rateLimit && window) {
      const { allowed, left, seconds } = window.take();
      // Whole seconds, as on the Hub, and rounded up, so that a client that waits them is never early.
      headers.ratelimit = `"api";r=${left};t=${Math.ceil(seconds)}`;
      headers['ratelimit-policy'] = `"fixed window";"api";q=${rateLimit.q};w=${Math.ceil(rateLimit.w)}`;
      if (!allowed) return json({ error: 'Too many requests in this window' }, 429, headers);
    }
    const answer = answerTo(url);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }, options);

  function answerTo(url: URL): Answer {
    const prefix = '/api/models';
    try {
      if (url.pathname === prefix) return list(url);
      if (url.pathname.startsWith(`${prefix}/`))
        return one(decodeURIComponent(url.pathname.slice(prefix.length + 1)), url);
      return json({ error: 'Not found' }, 404);
    } catch (error) {
      if (error instanceof Refusal) return json({ error: error.message }, 400);
      throw error;
    }
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The fields that the request asks for, besides `_id` and `id`. */
function fieldsOf(query: URLSearchParams): readonly string[] {
  const expand = [...query.getAll('expand'), ...query.getAll('expand[]')];
  const others = Object.keys(added).filter((name) => query.has(name));
  if (expand.length === 0)
    return [...usual, ...others.flatMap((name) => (query.get(name) === 'false' ? [] : (added[name] ?? [])))];
  if (others.length > 0) throw new Refusal(`expand cannot be used together with ${others.join(', ')}`);
  const wrong = expand.filter((name) => !expandable.has(name));
  if (wrong.length > 0)
    throw new Refusal(`unknown expand: ${wrong.join(', ')}; it takes ${[...expandable].join(', ')}`);
  return expand;
}

/** The model with `_id`, `id` and the fields asked for, as far as it has them. */
function project(model: HubModel, fields: readonly string[]): Record<string, unknown> {
  const all: Record<string, unknown> = { ...model, modelId: model.id };
  const projected: Record<string, unknown> = { _id: model._id, id: model.id };
  for (const field of fields) if (field in all) projected[field] = all[field];
  return projected;
}

/** Which models the request is about. `library` is not among the filters: the Hub takes no notice of it. */
function filterOf(query: URLSearchParams): (model: HubModel) => boolean {
  const tags = query.getAll('filter').flatMap((value) => value.split(','));
  const search = query.get('search')?.toLowerCase();
  const author = query.get('author');
  const task = query.get('pipeline_tag');
  return (model) =>
    tags.every((tag) => model.tags.includes(tag)) &&
    (search === undefined || model.id.toLowerCase().includes(search)) &&
    (author === null || model.author === author) &&
    (task === null || model.pipeline_tag === task);
}

function writeCursor(key: SortKey, ascending: boolean, { value, _id }: Place): string {
  const beyond = { [ascending ? '$gt' : '$lt']: value };
  const filter = { $or: [{ [key]: value, _id: { $gt: _id } }, { [key]: beyond }, { [key]: null }] };
  return Buffer.from(JSON.stringify(filter)).toString('base64');
}

/** @throws {Refusal} if the cursor is not one that was given out for this order */
function readCursor(cursor: string, key: SortKey, ascending: boolean): Place {
  try {
    const filter = JSON.parse(Buffer.from(cursor, 'base64').toString()) as {
      $or: [Record<string, unknown> & { _id: { $gt: string } }, ...unknown[]];
    };
    const [equal] = filter.$or;
    const place = { value: equal[key] as string | number, _id: equal._id.$gt };
    if (writeCursor(key, ascending, place) === cursor) return place;
  } catch {
    // Whatever is wrong with it, the refusal is the same.
  }
  throw new Refusal('Invalid cursor');
}

/** The first place in the order that lies beyond the cursor; the order is searched by halves. */
function firstAfter(
  length: number,
  at: (place: number) => HubModel,
  key: SortKey,
  ascending: boolean,
  { value, _id }: Place,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const model = at(middle);
    const difference = ascending ? compare(model[key], value) : compare(value, model[key]);
    if ((difference || compare(model._id, _id)) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
