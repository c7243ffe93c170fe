/** Makes and uses passkeys: the browser asks for a finger, a face or a PIN. Without this code the page says what else one can do. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { RefusedError, tell } from '../../editor/api.ts';

type Texts = Record<'button' | 'busy' | 'stopped' | 'wrong', string>;

export type PasskeyProps =
  | { mode: 'sign_in'; goTo: string; texts: Texts }
  /** `formId`: the form to send when it is proved. */
  | { mode: 'prove'; formId: string; texts: Texts }
  /** `nameId`: the field with the name of the new key; `proveAt` and `showAt`: where to show who you are first, and your second factor. */
  | { mode: 'register'; nameId: string; goTo: string; proveAt: string; showAt: string; texts: Texts };

export function mount(element: HTMLElement, props: PasskeyProps): void {
  if (!browserSupportsWebAuthn()) return;
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'btn sec-b',
    textContent: props.texts.button,
  });
  const told = document.createElement('p');
  told.setAttribute('role', 'status');
  told.className = 'passkey-told';
  element.replaceChildren(button, told);
  for (const hidden of document.querySelectorAll<HTMLElement>('[data-with-passkeys]')) hidden.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    told.textContent = props.texts.busy;
    run(props).catch((error: unknown) => {
      button.disabled = false;
      const first = error instanceof RefusedError && props.mode === 'register' ? whereFirst(error.code, props) : null;
      if (first) {
        location.assign(first);
        return;
      }
      told.textContent = error instanceof RefusedError ? props.texts.wrong : props.texts.stopped;
    });
  });
}

function whereFirst(code: string, { proveAt, showAt }: { proveAt: string; showAt: string }): string | null {
  return code === 'prove_first' ? proveAt : code === 'second_factor_first' ? showAt : null;
}

async function run(props: PasskeyProps): Promise<void> {
  if (props.mode === 'register') {
    const name = document.getElementById(props.nameId);
    const optionsJSON = await tell<Parameters<typeof startRegistration>[0]['optionsJSON']>('identity.askNewPasskey', undefined);
    const response = await startRegistration({ optionsJSON });
    await tell('identity.addPasskey', { response, name: name instanceof HTMLInputElement ? name.value : '' });
    location.assign(props.goTo);
    return;
  }
  const isProof = props.mode === 'prove';
  const ask = isProof ? 'identity.askProofPasskey' : 'identity.askSignInPasskey';
  const optionsJSON = await tell<Parameters<typeof startAuthentication>[0]['optionsJSON']>(ask, undefined);
  const response = await startAuthentication({ optionsJSON });
  await tell(isProof ? 'identity.proveWithPasskey' : 'identity.signInWithPasskey', { response });
  if (props.mode === 'sign_in') {
    location.assign(props.goTo);
    return;
  }
  const form = document.getElementById(props.formId);
  if (form instanceof HTMLFormElement) form.requestSubmit();
}
