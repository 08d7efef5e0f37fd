import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroPrerenderer, RouteData } from 'astro';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { withFilesApart } from './files-apart.ts';

const route = (type: 'page' | 'endpoint', name: string) => ({ type, route: name }) as RouteData;
const routes = [route('endpoint', '/good'), route('endpoint', '/bad')];
/** A bundle as Astro makes them, whose files are their own addresses. */
const bundle = `export const app = {
  manifest: { routes: ${JSON.stringify(routes.map((routeData) => ({ routeData })))} },
  render: async ({ url }, { routeData }) => {
    if (routeData.route === '/bad') throw new Error('no such table');
    return new Response(url, { headers: { 'content-type': 'text/csv' } });
  },
};`;
const paths = [
  ...['a', 'b', 'c', 'd'].map((pathname) => ({ pathname, route: route('endpoint', '/good') })),
  ...['e', 'f'].map((pathname) => ({ pathname, route: route('page', '/page') })),
];
let open: AstroPrerenderer | undefined;
afterEach(() => open?.teardown?.());

async function prerenderer(pages: string[] = []): Promise<AstroPrerenderer> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'prerender-entry.x.mjs'), bundle);
  const standard: AstroPrerenderer = {
    name: 'standard',
    getStaticPaths: () => Promise.resolve(paths),
    render: async ({ url }) => {
      pages.push(`from ${url}`);
      await Promise.resolve();
      pages.push(`to ${url}`);
      return new Response('page');
    },
  };
  open = withFilesApart(standard, pathToFileURL(`${folder}/`));
  await open.setup?.();
  return open;
}
const request = (path: string) => new Request(`http://localhost/${path}`);

test('a file comes from the thread as the site renders it', async () => {
  const { render } = await prerenderer();
  const file = await render(request('a.csv'), { routeData: route('endpoint', '/good') });
  const response = file instanceof Response ? file : file.response;
  expect([await response.text(), response.headers.get('content-type')]).toEqual(['http://localhost/a.csv', 'text/csv']);
});

test('a file that cannot be made stops the build with its reason', async () => {
  const { render } = await prerenderer();
  await expect(render(request('b.csv'), { routeData: route('endpoint', '/bad') })).rejects.toThrow('no such table');
});

test('pages are rendered one after the other, with files between them', async () => {
  const pages: string[] = [];
  const { getStaticPaths, render } = await prerenderer(pages);
  expect((await getStaticPaths()).map(({ pathname }) => pathname).join('')).toBe('aebcfd');
  await Promise.all(['e', 'f'].map((path) => render(request(path), { routeData: route('page', '/page') })));
  expect(pages).toEqual(['e', 'f'].flatMap((path) => [`from http://localhost/${path}`, `to http://localhost/${path}`]));
});
