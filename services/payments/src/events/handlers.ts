import { DossierSubmitted, PostageQuoted } from '@motcua/event-contracts';
import { on } from '@motcua/service-kit';
import { addPostage } from '../use-cases/add-postage.js';
import { assessDossier } from '../use-cases/assess-dossier.js';

export const reactions = [on(DossierSubmitted, assessDossier), on(PostageQuoted, addPostage)] as const;
