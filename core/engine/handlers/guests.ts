/** Guests from templates. */
import type { Guests } from '../guests/guests.ts';
import type { Templates } from '../guests/templates.ts';
import { api, guard, wire } from './guard.ts';

export const guestHandlers = (templates: Templates, guests: Guests) => ({
  guests: {
    templates: api.guests.templates.handler(({ errors }) =>
      guard(errors, async () => wire(await templates.list())),
    ),
    plan: api.guests.plan.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await guests.plan(input, signal))),
    ),
    create: api.guests.create.handler(({ input, errors, signal }) =>
      guard(errors, () => guests.create(input, signal)),
    ),
  },
});
