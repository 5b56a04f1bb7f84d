import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../ui/icons.tsx';
import type { Item } from './list.ts';

/** The picture small: from this machine while it is on its way, else from the catalogue. No `alt`: words beside it say it. */
export function Thumbnail({ item, alt }: { item: Item; alt: string }) {
  const url = useObjectUrl(item.there ? null : item.here?.thumbnail ?? null);
  const source = item.there?.url ?? url;
  return (
    <div class="photo-frame">
      {source ? <img src={source} alt={alt} loading="lazy" decoding="async" draggable={false} /> : <span class="photo-none" role={alt ? 'img' : undefined} aria-label={alt || undefined}><Icon name="photo" /></span>}
    </div>
  );
}

function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return setUrl(null);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
    // A row that is read anew holds an equal blob under another name.
  }, [blob?.size]);
  return url;
}
