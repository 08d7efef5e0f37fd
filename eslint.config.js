import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', '.astro', '.rehearsal', 'content/snapshots'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  astro.configs['flat/recommended'],
  {
    rules: {
      // Numbers are what this project prints.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // There are no enums: TypeScript allows none here, since programs run as they are written. It took a tenth of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // The classes are errors and custom elements, and nothing else passes for one. It took a fifth of the time.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A source is read in one way, whether it has something to wait for or not.
      '@typescript-eslint/require-await': 'off',
    },
  },
  // Matchers are typed as any, and mocks do nothing on purpose.
  {
    files: ['**/*.test.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // Astro's own types do not reach the linter; `astro check` covers these files.
  { files: ['**/*.astro', '**/*.astro/*.ts', '**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
