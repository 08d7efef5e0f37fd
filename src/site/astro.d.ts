/** For the compiler of `.ts` files, which cannot read an `.astro` file: `astro check` can, and looks at its props. */
declare module '*.astro' {
  import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

  const component: AstroComponentFactory;
  export default component;
}
