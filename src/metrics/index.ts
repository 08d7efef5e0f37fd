/** The contents list of the almanac: every table, counts first, each finding after the tables it is made from. */
import { attributes } from './attributes.ts';
import { benefits } from './benefits.ts';
import { cardsByMonth } from './cards-by-month.ts';
import { cardsByPopularity } from './cards-by-popularity.ts';
import { cardsByTask } from './cards-by-task.ts';
import { challengeByForumCategory } from './challenge-by-forum-category.ts';
import { challenges } from './challenges.ts';
import { formats } from './formats.ts';
import { forumCategories } from './forum-categories.ts';
import { hubForumAgreement } from './hub-forum-agreement.ts';
import { mentions } from './mentions.ts';
import type { Metric } from './metric.ts';
import { modelsCreated } from './models-created.ts';
import { openTopics } from './open-topics.ts';
import { popularity } from './popularity.ts';
import { population } from './population.ts';
import { publishers } from './publishers.ts';
import { rootCauses } from './root-causes.ts';
import { tasks } from './tasks.ts';
import { topicsCreated } from './topics-created.ts';
import { totals } from './totals.ts';
import { typeRanking } from './type-ranking.ts';
import { typeShares } from './type-shares.ts';

export const metrics: readonly Metric[] = [
  population,
  modelsCreated,
  popularity,
  mentions,
  forumCategories,
  topicsCreated,
  openTopics,
  cardsByMonth,
  cardsByTask,
  cardsByPopularity,
  tasks,
  attributes,
  formats,
  publishers,
  challenges,
  benefits,
  rootCauses,
  challengeByForumCategory,
  typeRanking,
  typeShares,
  hubForumAgreement,
  totals,
];
