// The scientific dossier in the form: what is there, what is missing, files added and described. It needs the network.
import { useEffect, useState } from 'preact/hooks';
import { TroubleError, type Trouble } from '../graphql/client.ts';
import { useForm } from '../enter/form.ts';
import { isOffline } from '../offline/connection.ts';
import { RefusedError } from '../photographs/upload-ends.ts';
import { Ghosts, told, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { language, say } from '../words/words.ts';
import { dossierOf, DossierRefusal } from './deeds.ts';
import { DossierPart } from './part.tsx';
import './dossier.css';

type Site = NonNullable<Awaited<ReturnType<typeof dossierOf>>>;

export function Dossier() {
  const { work } = useForm();
  const [site, setSite] = useState<Site | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [turn, again] = useState(0);
  const [doing, setDoing] = useState('');
  const [problem, setProblem] = useState<{ part: string; message: string } | null>(null);
  const isOut = isOffline.value;
  const spoken = language();
  useEffect(() => {
    if (!work.code || isOut) return;
    let isHere = true;
    setTrouble(null);
    dossierOf(work.code).then((found) => isHere && setSite(found)).catch((error: unknown) => {
      if (!(error instanceof TroubleError)) throw error;
      if (isHere) setTrouble(error.trouble);
    });
    return () => {
      isHere = false;
    };
  }, [work.code, turn, isOut, spoken]);

  /** One deed at a time; what stands in its way is told at its part. */
  const act = async (part: string, deed: () => Promise<void>, done: string): Promise<void> => {
    setDoing(part);
    setProblem(null);
    try {
      await deed();
      toast(done);
    } catch (error) {
      if (error instanceof TroubleError) setProblem({ part, message: told(error.trouble) });
      else if (error instanceof DossierRefusal || error instanceof RefusedError) setProblem({ part, message: error.message });
      else throw error;
    } finally {
      setDoing('');
      again((count) => count + 1);
    }
  };

  if (!work.code) return <p class="notice">{say('dossier.first')}</p>;
  const out = isOut && <p class="notice notice-warning" role="status">{say('dossier.offline')}</p>;
  if (!site) return out || (trouble ? <TroubleNotice trouble={trouble} again={() => again(turn + 1)} /> : <Ghosts count={2} />);
  const { parts, completeness } = site.dossier;
  if (!parts.length) return <p class="soft">{say('dossier.none')}</p>;
  return (
    <>
      {out}
      <p class="field-help">{say('dossier.help')}</p>
      <p>{say('dossier.count', { there: completeness.numerator, all: completeness.denominator })}</p>
      <ul class="dossier">
        {parts.map((part) => (
          <DossierPart key={part.part} part={part} work={work} act={act} isBusy={doing === part.part} isClosed={isOut || doing !== ''}
            problem={problem?.part === part.part ? problem.message : ''} />
        ))}
      </ul>
    </>
  );
}
