import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroPrerenderer, RouteData } from 'astro';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { inTwoThreads } from './second-thread.ts';

const route = (type: 'page' | 'endpoint', name: string) => ({ type, route: name }) as RouteData;
const [front, page, plain, data, good, bad, odd, end] = [
  route('page', '/'),
  route('page', '/page'),
  route('page', '/plain'),
  route('page', '/[snapshot]/data'),
  route('endpoint', '/good'),
  route('endpoint', '/bad'),
  route('endpoint', '/odd'),
  route('endpoint', '/end'),
];
/** A bundle as Astro makes them, whose pages and files are their own addresses. */
const bundle = `let styles;
export const app = {
  manifest: { routes: ${JSON.stringify([front, page, plain, data, good, bad, odd, end].map((routeData) => ({ routeData })))} },
  setInternals: ({ pagesByKeys }) => void (styles = pagesByKeys),
  setOptions: () => {},
  render: async ({ url }, { routeData: { route, type } }) => {
    if (route === '/bad') throw new Error('no such table');
    if (route === '/odd') throw new Error('no such row', { cause: () => 'a function' });
    if (route === '/end') process.exit(3);
    const sheet = styles.get(route)?.styles[0]?.sheet.src;
    const text = sheet ? url + '<link rel="stylesheet" href="' + sheet + '">' : url;
    return new Response(text, { headers: { 'content-type': 'text/' + type } });
  },
};`;
const sheet = { styles: [{ depth: 0, order: 0, sheet: { type: 'external', src: 'a.css' } }] };
const styles = new Map([page, data].map(({ route }) => [route, sheet]));

let open: AstroPrerenderer | undefined;
afterEach(() => open?.teardown?.());

/** @param first renders a page in the first thread */
async function prerenderer(first: AstroPrerenderer['render'] = () => new Promise(() => undefined)) {
  const folder = temporaryFolder({ 'prerender-entry.x.mjs': bundle });
  const standard: AstroPrerenderer = {
    name: 'standard',
    getStaticPaths: () =>
      Promise.resolve([
        { pathname: '/', route: front },
        ...['a', 'b', 'c', 'd', 'E', 'F'].map((pathname) => ({ pathname, route: pathname < 'a' ? page : good })),
      ]),
    render: first,
  };
  open = inTwoThreads(standard, pathToFileURL(join(folder, '/')), styles as never);
  await open.setup?.();
  const { getStaticPaths, render } = open;
  return {
    getStaticPaths,
    ask: async (path: string, routeData: RouteData) => {
      const result = await render(new Request(`http://localhost/${path}`), { routeData });
      return result instanceof Response ? result : result.response;
    },
  };
}

test('a file comes from the thread as the site renders it', async () => {
  const { ask } = await prerenderer();
  const response = await ask('a.csv', good);
  expect([await response.text(), response.headers.get('content-type')]).toEqual([
    'http://localhost/a.csv',
    'text/endpoint',
  ]);
});

test('a page about files comes from there too, though this thread has nothing to do', async () => {
  const { ask } = await prerenderer();
  const response = await ask('data', data);
  expect(await response.text()).toBe('http://localhost/data<link rel="stylesheet" href="a.css">');
});

test('what cannot be rendered stops the build with its reason', async () => {
  const { ask } = await prerenderer();
  await expect(ask('b.csv', bad)).rejects.toThrow('no such table');
});

test('what cannot be rendered says why, though its reason holds what cannot go to another thread', async () => {
  const { ask } = await prerenderer();
  await expect(ask('b.csv', odd)).rejects.toThrow('no such row');
});

test('a thread that ends stops the build at what it was at, and takes nothing more', async () => {
  const { ask } = await prerenderer();
  await expect(ask('b.csv', end)).rejects.toThrow('the second thread ended with 3 while the site was rendered');
  await expect(ask('a.csv', good)).rejects.toThrow('there is no second thread to render http://localhost/a.csv');
});

test('while a page is rendered here, the thread renders others, with their stylesheets', async () => {
  const { ask } = await prerenderer();
  void ask('first', page);
  const other = await ask('other', page);
  expect(await other.text()).toBe('http://localhost/other<link rel="stylesheet" href="a.css">');
});

test('a page without its stylesheet stops the build', async () => {
  const { ask } = await prerenderer();
  void ask('first', plain);
  await expect(ask('other', plain)).rejects.toThrow('http://localhost/other was rendered without its stylesheet');
});

test('the front page waits for all else, and after a failure nothing more is begun', async () => {
  const here: string[] = [];
  const { ask } = await prerenderer(({ url }) => {
    here.push(url);
    return Promise.resolve(new Response('page'));
  });
  const file = ask('a.csv', good);
  const last = ask('', front);
  expect(here).toEqual([]);
  await Promise.all([file, last]);
  expect(here).toEqual(['http://localhost/']);

  const failed = ask('b.csv', bad);
  void ask('', front);
  await expect(failed).rejects.toThrow();
  await new Promise(setImmediate);
  expect(here).toEqual(['http://localhost/']);
});

test('no page is begun here before the last has ended, and one that fails is told', async () => {
  let running = 0;
  const most: number[] = [];
  const { ask } = await prerenderer(async ({ url }) => {
    most.push((running += 1));
    await new Promise(setImmediate);
    running -= 1;
    if (url.endsWith('/19')) throw new Error('misspelt');
    return new Response('page');
  });
  const asked = Array.from({ length: 20 }, (_, index) => ask(String(index), index === 19 ? front : page));
  await expect(Promise.all(asked)).rejects.toThrow('misspelt');
  expect(Math.max(...most)).toBe(1);
});

test('pages and files come to their ends together, and the front page after them', async () => {
  const { getStaticPaths } = await prerenderer();
  expect((await getStaticPaths()).map(({ pathname }) => pathname).join('')).toBe('aEbcFd/');
});
