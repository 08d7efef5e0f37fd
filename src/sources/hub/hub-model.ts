/** What a model is in the list of the Hub: the one statement that pages, files and their checks are read by. */
import type { Statement } from './record.ts';

export const hubModel = {
  name: ['model', 'models'],
  fields: {
    id: {
      is: 'repository',
      absent: 'unknown',
      rejected: 'no valid id',
      holds: 'owner and name',
      columns: ['id', 'author'],
    },
    createdAt: {
      is: 'instant',
      absent: 'unknown',
      rejected: 'no time of creation',
      holds: 'when the repository was created, 2 March 2022 at the earliest',
      columns: ['created_at'],
    },
    private: { is: 'flag', absent: 'unknown', hides: true, holds: 'whether it is private', columns: [] },
    disabled: { is: 'flag', absent: 'unknown', hides: true, holds: 'whether the Hub has disabled it', columns: [] },
    downloads: {
      is: 'count',
      absent: 'unknown',
      rejected: 'downloads are no count',
      holds: 'downloads in the last 30 days',
      columns: ['downloads'],
    },
    likes: { is: 'count', absent: 'unknown', rejected: 'likes are no count', holds: 'likes', columns: ['likes'] },
    tags: {
      is: 'texts',
      absent: 'unknown',
      rejected: 'tags are no list of texts',
      holds: 'tags that the Hub derived from its card’s metadata and its files',
      columns: [
        'licence',
        'format_tags',
        'has_parent',
        'has_dataset',
        'has_paper',
        'cites_template',
        'custom_code',
        'has_emissions',
      ],
    },
    lastModified: { is: 'instant', absent: 'unknown', holds: 'when it was last changed', columns: ['updated_at'] },
    pipeline_tag: { is: 'text', absent: 'none', holds: 'its task', columns: ['task'] },
    library_name: { is: 'text', absent: 'none', holds: 'its library', columns: ['library'] },
    gated: {
      is: 'gate',
      absent: 'unknown',
      holds: 'whether a download requires accepting terms or approval',
      columns: ['gated'],
    },
    siblings: {
      is: 'files',
      absent: 'unknown',
      holds: 'its files',
      columns: ['has_card', 'formats', 'has_licence_file', 'has_training_files'],
    },
    config: { is: 'object', absent: 'none', holds: 'what the Hub read from config.json', columns: [] },
    'config.model_type': {
      is: 'text',
      within: ['config', 'model_type'],
      absent: 'none',
      holds: 'its model type',
      columns: [],
    },
    cardData: {
      is: 'object',
      absent: 'none',
      holds: 'the metadata of its card',
      columns: ['has_evaluation', 'has_language'],
    },
    'cardData.language': {
      is: 'languages',
      within: ['cardData', 'language'],
      absent: 'none',
      holds: 'its languages',
      columns: [],
    },
    'cardData.license_name': {
      is: 'text',
      within: ['cardData', 'license_name'],
      absent: 'none',
      holds: 'the name of its licence, read if the tags say other',
      columns: [],
    },
    'cardData.model-index': {
      is: 'results',
      within: ['cardData', 'model-index'],
      absent: 'none',
      holds: 'its evaluation results',
      columns: [],
    },
    safetensors: { is: 'object', absent: 'none', holds: 'what the Hub read from its weights', columns: ['parameters'] },
    'safetensors.total': {
      is: 'count',
      within: ['safetensors', 'total'],
      absent: 'none',
      holds: 'number of parameters',
      columns: [],
    },
    _id: {
      is: 'key',
      absent: 'unknown',
      holds: 'an identifier that does not change when the model is renamed',
      columns: [],
    },
  },
  unread: (
    'modelId author sha baseModels downloadsAllTime trendingScore gguf model-index spaces inferenceStatus ' +
    'transformersInfo mask_token widgetData usedStorage'
  ).split(' '),
} as const satisfies Statement;
export type HubField = keyof typeof hubModel.fields;
