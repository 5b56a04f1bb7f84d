// The ways in: the camera, files of a folder or gallery, dropped, pasted.
import { useEffect, useId, useState } from 'preact/hooks';
import { Icon } from '../ui/icons.tsx';
import { say } from '../words/words.ts';
import { dismiss, takingIn, turnedAway } from './adding.ts';

const TAKEN = 'image/*,.heic,.heif,.tif,.tiff,.avif';

export function Adder({ onFiles, isFirst }: { onFiles: (files: File[]) => void; isFirst: boolean }) {
  const [isOver, setOver] = useState(false);
  usePasted(onFiles);
  const drop = (event: DragEvent) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    setOver(false);
    if (!files.length) return;
    event.preventDefault();
    onFiles(files);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <div class={`photo-adder ${isOver ? 'photo-adder-over' : ''}`} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
      {isFirst && <p class="empty-title">{say('photographs.invite')}</p>}
      {isFirst && <p>{say('photographs.inviteHelp')}</p>}
      <div class="row">
        <FileButton label={say('photographs.camera')} icon="photo" isCamera onFiles={onFiles} />
        <FileButton label={say('photographs.choose')} icon="add" onFiles={onFiles} />
        <span class="small photo-drop">{say('photographs.drop')}</span>
      </div>
      <p class="small">{say('photographs.privacy')}</p>
      <p class={takingIn.value ? 'small' : 'unseen'} role="status">{takingIn.value > 0 && say('photographs.takingIn', { count: takingIn.value })}</p>
      <Away />
    </div>
  );
}

interface ButtonProps {
  label: string;
  icon: 'photo' | 'add';
  isCamera?: boolean;
  onFiles: (files: File[]) => void;
}

function FileButton({ label, icon, isCamera = false, onFiles }: ButtonProps) {
  const id = useId();
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file may be chosen again.
    input.value = '';
    onFiles(files);
  };
  return (
    <span class={`photo-button ${isCamera ? 'photo-camera' : ''}`}>
      <input id={id} type="file" accept={TAKEN} multiple={!isCamera} capture={isCamera ? 'environment' : undefined} onChange={chosen} />
      <label class={isCamera ? 'button' : 'button button-quiet'} for={id}><Icon name={icon} />{label}</label>
    </span>
  );
}

function usePasted(onFiles: (files: File[]) => void): void {
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      onFiles(files);
    };
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  });
}

/** Files that were not taken, each with why and what to do. */
function Away() {
  const all = turnedAway.value;
  return (
    <ul class="photo-away" aria-live="polite">
      {all.map(({ id, name, reason }) => (
        <li key={id} class={`notice ${reason === 'same' || reason === 'there' ? '' : 'notice-warning'}`}>
          <p><strong>{name}</strong><br />{say(`photographs.not.${reason}`)}</p>
          <button type="button" class="button button-plain" onClick={() => dismiss(id)}>{say('photographs.dismiss')}</button>
        </li>
      ))}
    </ul>
  );
}
