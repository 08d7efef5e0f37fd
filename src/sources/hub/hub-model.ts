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
      holds: 'when the repository was made, never before 2 March 2022',
      columns: ['created_at'],
    },
    private: { is: 'flag', absent: 'unknown', hides: true, holds: 'whether only its owner sees it', columns: [] },
    disabled: { is: 'flag', absent: 'unknown', hides: true, holds: 'whether the Hub has shut it', columns: [] },
    downloads: {
      is: 'count',
      absent: 'unknown',
      rejected: 'downloads are no count',
      holds: 'downloads in 30 days',
      columns: ['downloads'],
    },
    likes: { is: 'count', absent: 'unknown', rejected: 'likes are no count', holds: 'likes', columns: ['likes'] },
    tags: {
      is: 'texts',
      absent: 'unknown',
      rejected: 'tags are no list of texts',
      holds: 'what the Hub made of the metadata of its card and of its files',
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
    lastModified: { is: 'instant', absent: 'unknown', holds: 'when it was changed last', columns: ['updated_at'] },
    pipeline_tag: { is: 'text', absent: 'none', holds: 'its task', columns: ['task'] },
    library_name: { is: 'text', absent: 'none', holds: 'its library', columns: ['library'] },
    gated: {
      is: 'gate',
      absent: 'unknown',
      holds: 'whether it asks for something before a download',
      columns: ['gated'],
    },
    siblings: {
      is: 'files',
      absent: 'unknown',
      holds: 'its files',
      columns: ['has_card', 'formats', 'has_licence_file', 'has_training_files'],
    },
    config: { is: 'object', absent: 'none', holds: 'what the Hub took from config.json', columns: [] },
    'config.model_type': {
      is: 'text',
      within: ['config', 'model_type'],
      absent: 'none',
      holds: 'the type of the model',
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
      holds: 'what its maker calls its licence, read where the tags say other',
      columns: [],
    },
    'cardData.model-index': {
      is: 'results',
      within: ['cardData', 'model-index'],
      absent: 'none',
      holds: 'results of its evaluation',
      columns: [],
    },
    safetensors: { is: 'object', absent: 'none', holds: 'what the Hub read from its weights', columns: ['parameters'] },
    'safetensors.total': {
      is: 'count',
      within: ['safetensors', 'total'],
      absent: 'none',
      holds: 'parameters in all',
      columns: [],
    },
    _id: {
      is: 'key',
      absent: 'unknown',
      holds: 'a key that stays when the model is renamed',
      columns: [],
    },
  },
  unread: (
    'modelId author sha baseModels downloadsAllTime trendingScore gguf model-index spaces inferenceStatus ' +
    'transformersInfo mask_token widgetData usedStorage'
  ).split(' '),
} as const satisfies Statement;
export type HubField = keyof typeof hubModel.fields;
