import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';

// Where the site will stand is not the report's business: the addresses that are cited come from these two. Empty is
// unset, as schedules hand over what they were not given.
export default defineConfig({
  site: process.env.ALMANAC_SITE || 'http://localhost:4321',
  base: process.env.ALMANAC_BASE || '/',
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  integrations: [mdx()],
});
