import { expect, test } from 'vitest';
import { format } from 'prettier';
import { viewsText } from './views.ts';

test('the contract of the views for people says what is checked; vitest -u writes it anew', async () => {
  await expect(await format(viewsText(), { parser: 'markdown' })).toMatchFileSnapshot('VIEWS.md');
});
