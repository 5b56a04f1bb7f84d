// What the lesson borrows of the form. It comes by the form's own chunk, so that the form stays whole for those who work.
import { blank, facetsOf, hasValue, tidy } from '../outbox/fields.ts';
import { changes } from '../outbox/input.ts';
import { newWork } from '../outbox/work.ts';
import { lacking } from './checklist.ts';
import { facetName, shownFacet } from './facet-words.ts';
import { fold, FormContext, goTo } from './form.ts';
import { decimal } from './points.ts';
import { PositionFields } from './position.tsx';
import { Identity } from './sections/identity.tsx';
import { Communes } from './sections/place.tsx';

export const borrowed = {
  blank, facetsOf, hasValue, tidy, changes, newWork, lacking, facetName, shownFacet, fold, FormContext, goTo, decimal, PositionFields,
  Identity, Communes,
};
