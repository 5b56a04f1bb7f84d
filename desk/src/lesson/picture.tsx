// A photograph for practice: taken, chosen or drawn; its rights and its words are asked for as always. It goes nowhere.
import { useState } from 'preact/hooks';
import { Adder } from '../photographs/adder.tsx';
import { thumbnailOf } from '../photographs/adding.ts';
import type { Item } from '../photographs/list.ts';
import { HEAD, looked } from '../photographs/looking.ts';
import { blankSaid, type Photograph, type Said } from '../photographs/photograph.ts';
import { rightsName } from '../photographs/rights.ts';
import { SayingDialog } from '../photographs/saying.tsx';
import { Thumbnail } from '../photographs/thumbnail.tsx';
import { Button } from '../ui/button.tsx';
import { remember, remembered } from '../words/remembered.ts';
import { say } from '../words/words.ts';
import type { StepProps } from './lesson.tsx';
import { Answer, Ribbon } from './reading.tsx';
import { todoOf } from './sheet.ts';
import '../photographs/photographs.css';

export function PictureStep({ form, sheet, put, onDone }: StepProps) {
  const [thumbnail, setThumbnail] = useState<Blob | null>(null);
  const [isSaying, ask] = useState(false);
  const [answer, setAnswer] = useState('');
  const { picture } = sheet;
  const said = sheet.said ?? blankSaid();
  const take = async ([file]: File[]) => {
    if (!file) return;
    const found = looked(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()), file.size);
    if ('reason' in found) return setAnswer(say(`photographs.not.${found.reason}`));
    setAnswer('');
    setThumbnail(await thumbnailOf(file));
    put((now) => ({ ...now, picture: file.name }));
  };
  const sample = async () => {
    setAnswer('');
    setThumbnail(await drawn());
    put((now) => ({ ...now, picture: say('lesson.photograph.sampleName') }));
  };
  const check = () => {
    const todo = todoOf(form, 'PHOTOGRAPH', sheet, true);
    if (!todo) return onDone();
    setAnswer(say(`lesson.todo.${todo.todo}`));
  };
  // What is said for practice is not offered for the next real photograph.
  const before = remembered('photographs');
  const save = (next: Said) => {
    remember('photographs', before);
    put((now) => ({ ...now, said: next }));
    ask(false);
    setAnswer('');
  };
  const item = itemOf(picture ?? '', thumbnail, said);
  return (
    <>
      <p>{say('lesson.photograph.task')}</p>
      <div class="lesson-sheet stack">
        <Ribbon />
        <Adder onFiles={(files) => void take(files)} isFirst={false} />
        {picture === null ? <div><Button weight="plain" onPress={() => void sample()}>{say('lesson.photograph.sample')}</Button></div> : (
          <div class="lesson-picture">
            <Thumbnail item={item} alt={said.alternative || say('lesson.photograph.there', { name: picture })} />
            <div class="stack tight">
              <h3>{say('lesson.photograph.there', { name: picture })}</h3>
              <p class="small">{say('lesson.photograph.rights')}: {said.uri ? rightsName(said.uri) : <span class="badge badge-gold">{say('lesson.read.none')}</span>}</p>
              <p class="small">{say('lesson.photograph.alternative')}: {said.alternative || <span class="badge badge-gold">{say('lesson.read.none')}</span>}</p>
              <div><Button weight="quiet" onPress={() => ask(true)}>{say('lesson.photograph.say')}</Button></div>
            </div>
          </div>
        )}
      </div>
      {isSaying && <SayingDialog items={[item]} before={undefined} hasNext={false} onClose={() => ask(false)} onSave={save} />}
      <Answer text={answer} />
      <div><Button onPress={check}>{say('lesson.check')}</Button></div>
      <p class="small">{say('lesson.photograph.later')}</p>
    </>
  );
}

/** The picture as the photographs' own pieces know one; no row of it is kept. */
function itemOf(name: string, thumbnail: Blob | null, said: Said): Item {
  const here: Photograph = {
    id: 'practice', person: '', workId: null, siteId: null, code: null, name, type: 'image/jpeg', size: 0, digest: null, thumbnail, said, told: null,
    version: 0, uploadUrl: null, sent: 0, state: 'PAUSED', problems: [], warnings: [], attempt: null, surrogateId: null, addedAt: '',
  };
  return { key: 'practice', here, there: null, said };
}

/** A tree upon terraces, for whoever has no picture at hand. */
async function drawn(): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [480, 360];
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  const shape = (colour: string, draw: () => void) => {
    pen.fillStyle = colour;
    pen.beginPath();
    draw();
    pen.fill();
  };
  shape('#dfeae2', () => pen.rect(0, 0, 480, 360));
  ['#9fc4ad', '#6ea387', '#3f8266', '#1f6650'].forEach((colour, row) => shape(colour, () => pen.ellipse(240 + row * 30, 330 + row * 22, 420, 110, -0.05, 0, 7)));
  shape('#6b4a2b', () => pen.rect(218, 150, 26, 110));
  for (const [x, y, size] of [[231, 110, 66], [180, 140, 42], [284, 138, 46]] as const) shape('#2c5a3c', () => pen.arc(x, y, size, 0, 7));
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
}
