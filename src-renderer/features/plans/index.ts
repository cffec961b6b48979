import type { Feature } from '../../app/types.ts';
import { en } from './locale/en.ts';
import { zh } from './locale/zh.ts';
import { routes } from './routes.tsx';

export const plans = {
  routes,
  locale: { zh, en },
  draftPlaces: {
    plan: {
      word: 'plans:form.draft',
      to: (students, draftId) =>
        draftId === 'new' ? `/plans/new?${new URLSearchParams({ student: students[0] ?? '' })}` : `/plans/${draftId}/edit`,
    },
  },
} satisfies Feature;
