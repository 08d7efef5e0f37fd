import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { figurePages } from './src/build/figure-pages.ts';
import { headers } from './src/build/headers.ts';
import { links } from './src/build/links.ts';
import { machineFiles } from './src/build/machine-files.ts';
import { searchIndex } from './src/build/search-index.ts';
import { secondThread } from './src/build/second-thread.ts';
import { siteAddress } from './src/build/site-address.ts';

export default defineConfig({
  // Where the site will stand is not the report's business: the addresses that are cited come from the environment.
  ...siteAddress(process.env),
  // Not 'always', with which `astro preview` and `astro dev` have nothing at addresses without an ending: SHA256SUMS.
  trailingSlash: 'ignore',
  // Beside the project and not in node_modules/, which copies of it share: two builds at once would mix their content.
  cacheDir: './.astro/cache',
  build: { inlineStylesheets: 'never' },
  // Nothing is written into a page, where a strict policy would not allow it.
  // Small scripts stay files, for a strict policy allows none in the page; what is loaded late needs no preloading.
  // One stylesheet, which a reader has after the first page.
  vite: {
    cacheDir: './.astro/vite',
    build: {
      assetsInlineLimit: 0,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        // Astro's own mark in each chapter: nine warnings of nothing, between which one that matters would be missed.
        onLog: (level, log, tell) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE' || !log.id?.endsWith('?astroPropagatedAssets')) tell(level, log);
        },
      },
    },
  },
  devToolbar: { enabled: false },
  integrations: [mdx(), secondThread(), figurePages(), machineFiles(), links(), searchIndex(), headers()],
});
