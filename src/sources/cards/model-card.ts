/** What a card is in a list of the texts of model cards. */
import type { Statement } from '../hub/record.ts';

export const modelCard = {
  name: ['card', 'cards'],
  fields: {
    id: {
      is: 'repository',
      absent: 'unknown',
      rejected: 'no valid id',
      holds: 'owner and name of its model',
      columns: ['id'],
    },
    card: {
      is: 'text',
      absent: 'none',
      holds: 'its text, classified and not stored',
      columns: ['words', 'unfilled', 'cites_template'],
    },
  },
  unread: 'modelId author last_modified lastModified downloads likes library_name tags pipeline_tag createdAt'.split(
    ' ',
  ),
} as const satisfies Statement;
