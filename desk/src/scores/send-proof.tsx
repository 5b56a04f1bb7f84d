// A file as a document: sent by tus at once, named in the sheet when it is saved.
import { useEffect, useRef, useState } from 'preact/hooks';
import { TroubleError } from '../graphql/client.ts';
import { uploading } from '../photographs/upload.ts';
import { Button } from '../ui/button.tsx';
import { told } from '../ui/states.tsx';
import { bytes } from '../words/shown.ts';
import { say } from '../words/words.ts';

interface Props {
  /** The id of an upload that has ended; empty as long as there is none. */
  uploadId: string;
  /** With an empty id: another file is on its way. */
  onSent: (uploadId: string, name: string) => void;
}

export function SendProof({ uploadId, onSent }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const running = useRef<{ stop: () => void } | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  // Where a part of it is already: another try goes on from there.
  const address = useRef<string | null>(null);
  useEffect(() => () => running.current?.stop(), []);
  const send = async (chosen: File) => {
    running.current?.stop();
    if (chosen !== file) address.current = null;
    setFile(chosen);
    setSent(0);
    setProblem(null);
    onSent('', chosen.name);
    let isStopped = false;
    const { done, stop } = uploading(chosen, chosen.name, address.current, {
      onAddress: (place) => (address.current = place),
      onGoing: setSent,
      onKept: setSent,
    });
    running.current = { stop: () => {
      isStopped = true;
      stop();
    } };
    try {
      await done;
      const id = address.current?.split('/').pop();
      if (!isStopped && id) onSent(id, chosen.name);
    } catch (error) {
      if (isStopped) return;
      if (!(error instanceof TroubleError)) address.current = null;
      setProblem(error instanceof TroubleError ? told(error.trouble) : (error as Error).message);
    } finally {
      if (!isStopped) running.current = null;
    }
  };
  const isGoing = file !== null && !uploadId && !problem;
  return (
    <div class="field">
      <span class="field-label" id="proof-file">{say('scores.file')}</span>
      <p class="field-help">{say('scores.fileHelp')}</p>
      <input class="unseen" ref={input} type="file" accept=".pdf,image/*,audio/*,video/*" aria-label={say('scores.file')} tabIndex={-1} onChange={(event) => {
        const chosen = event.currentTarget.files?.[0];
        if (chosen) void send(chosen);
        event.currentTarget.value = '';
      }} />
      {file && <p role="status">{uploadId ? say('scores.fileSent', { name: file.name }) : `${file.name} · ${bytes(sent)}/${bytes(file.size)}`}</p>}
      {isGoing && <progress class="progress" aria-label={say('scores.fileGoing', { name: file.name })} max={file.size || 1} value={sent} />}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      <div class="row">
        {problem && file && <Button weight="quiet" onPress={() => void send(file)}>{say('trouble.again')}</Button>}
        <Button weight="quiet" onPress={() => input.current?.click()}>{say(file ? 'scores.otherFile' : 'scores.chooseFile')}</Button>
      </div>
    </div>
  );
}
