export type PhotoProps = { most: number; side: number; texts: { tooLarge: string } };

/** Smaller photos go as they are. */
const SMALL_BYTES = 800_000;

/** Makes a photo smaller before it is sent: minutes become seconds on a slow connection. The server makes it anew all the same. */
export function mount(element: HTMLElement, { most, side, texts }: PhotoProps): void {
  const field = element.querySelector<HTMLInputElement>('input[type=file]');
  if (!field) return;
  const told = Object.assign(document.createElement('p'), { className: 'err', hidden: true });
  told.setAttribute('role', 'alert');
  field.before(told);
  field.addEventListener('change', () => {
    const file = field.files?.[0];
    told.hidden = true;
    if (!file || file.size <= SMALL_BYTES) return;
    shrink(file, side)
      .then((smaller) => {
        // Somebody may have chosen another meanwhile.
        if (field.files?.[0] === file && smaller.size < file.size) give(field, smaller);
      })
      // What this browser cannot read is for the server to judge.
      .catch(() => undefined)
      .finally(() => {
        if ((field.files?.[0]?.size ?? 0) <= most) return;
        field.value = '';
        told.textContent = texts.tooLarge;
        told.hidden = false;
      });
  });
}

async function shrink(file: File, side: number): Promise<File> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.max(1, Math.round(bitmap.width * scale)),
    height: Math.max(1, Math.round(bitmap.height * scale)),
  });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.88));
  if (!blob) throw new Error('no picture');
  return new File([blob], 'foto.jpg', { type: 'image/jpeg' });
}

function give(field: HTMLInputElement, file: File): void {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  field.files = transfer.files;
}
