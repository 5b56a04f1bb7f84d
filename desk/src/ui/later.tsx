import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isOffline } from '../offline/connection.ts';

/** A part that is seldom needed, loaded once it is; nothing stands in its place until then. Without a network it waits for one. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded);
    const isOut = isOffline.value;
    useEffect(() => {
      if (!Part) load().then((part) => setPart(() => (loaded = part)), () => undefined);
    }, [isOut]);
    return Part && <Part {...props} />;
  };
}
