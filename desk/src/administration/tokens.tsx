import { useState } from 'preact/hooks';
import { RevokeTokenOfDocument, type TokenFragment } from '../graphql/documents.ts';
import { useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { ago, instant } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Confirm } from './confirm.tsx';

const SOON = 14 * 86_400_000;

interface Props {
  person: string;
  tokens: readonly TokenFragment[];
  again: () => void;
}

/** The tokens that hold: what each is for and may, when it was used, when it ends; each can be ended now. */
export function Tokens({ person, tokens, again }: Props) {
  const [ending, setEnding] = useState<TokenFragment | null>(null);
  if (tokens.length === 0) return <p class="soft">{say('tokens.none')}</p>;
  return (
    <>
      <ul class="cards">
        {tokens.map((token) => (
          <li class="card-line" key={token.id}>
            <div>
              <p class="card-name">{token.label ?? say('tokens.ofMachine')} {token.prefix && <span class="mono soft">{token.prefix}…</span>}</p>
              <p class="small">
                {say(`tokens.${token.scopes.includes('WRITE') ? 'WRITE' : 'READ'}`)}
                {' · '}{token.lastUsedAt ? `${say('tokens.used')}: ${ago(token.lastUsedAt)}` : say('tokens.unused')}
              </p>
              <p class="small">
                {say('tokens.made')}: {instant(token.createdAt)} · {say('tokens.ends')}: {instant(token.expiresAt)}
                {Date.parse(token.expiresAt) - Date.now() < SOON && <> <span class="badge badge-gold">{say('tokens.soon')}</span></>}
              </p>
            </div>
            <Button weight="red" label={say('tokens.revokeOne', { prefix: token.prefix ?? token.label ?? '' })} onPress={() => setEnding(token)}>{say('tokens.revoke')}</Button>
          </li>
        ))}
      </ul>
      {ending && <Revoke person={person} token={ending} onClose={() => setEnding(null)} again={again} />}
    </>
  );
}

function Revoke({ person, token, onClose, again }: { person: string; token: TokenFragment; onClose: () => void; again: () => void }) {
  const deed = useDeed();
  const act = async (): Promise<void> => {
    if (!await deed.run(RevokeTokenOfDocument, { person, id: token.id })) return;
    toast(say('tokens.revoked'));
    onClose();
    again();
  };
  return (
    <Confirm title={say('tokens.revokeTitle', { label: token.label ?? token.prefix ?? '' })} act={say('tokens.revokeNow')} isRed attempt={deed} onAct={() => void act()} onClose={onClose}>
      <p>{say('tokens.revokeHelp')}</p>
    </Confirm>
  );
}
