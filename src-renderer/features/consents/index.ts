import type { Feature } from '../../app/types.ts';
import { ConsentCard, ConsentSide } from './consent-card.tsx';
import { Gate } from './gate.tsx';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { PlannedReach, RoundReach } from './reach.tsx';
import { printRoutes, routes } from './routes.tsx';
import { Standing } from './standing.tsx';

export const consents = {
  routes,
  printRoutes,
  locale: { zh, en },
  fileSideCard: ConsentSide,
  consentSlots: { Standing, Gate, Card: ConsentCard, RoundReach, PlannedReach },
} satisfies Feature;
