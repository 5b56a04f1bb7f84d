// Uploads a file with tus-js-client as the first argument (JSON) says, and prints what happens, a line of JSON each:
// {"event": "url" | "resumed" | "progress" | "aborted" | "stopped" | "terminated" | "retry" | "done" | "error", ...}.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import tus from 'tus-js-client';

const task = JSON.parse(process.argv[2]);
const say = (event, more = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
let interrupted = false;

const upload = new tus.Upload(createReadStream(task.file), {
  endpoint: `${task.url}/uploads`,
  chunkSize: task.chunk,
  retryDelays: Array(task.retries ?? 0).fill(200),
  metadata: { filename: task.name ?? 'ảnh.tif', filetype: 'image/tiff' },
  headers: { Authorization: `Bearer ${task.token}` },
  uploadDataDuringCreation: task.atOnce ?? false,
  urlStorage: new tus.FileUrlStorage(task.storage),
  onBeforeRequest(request) {
    const offset = request.getHeader('Upload-Offset');
    if (!task.checksum || request.getMethod() !== 'PATCH') return;
    const bytes = readFileSync(task.file).subarray(+offset, +offset + task.chunk);
    const digest = createHash(task.checksum).update(bytes).digest('base64');
    request.setHeader('Upload-Checksum', `${task.checksum} ${task.spoil ? digest.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) : digest}`);
  },
  onUploadUrlAvailable: () => say('url', { url: upload.url }),
  onShouldRetry(error) {
    say('retry', { status: error.originalResponse?.getStatus() ?? null });
    return true;
  },
  onError(error) {
    say('error', { status: error.originalResponse?.getStatus() ?? null, body: error.originalResponse?.getBody() });
    process.exit(1);
  },
  onSuccess: () => say('done', { url: upload.url }),
  async onChunkComplete(_, accepted) {
    say('progress', { accepted });
    if (interrupted || accepted < (task.at ?? Infinity)) return;
    interrupted = true;
    if (task.then === 'stop') process.stdout.write(`${JSON.stringify({ event: 'stopped', url: upload.url })}\n`, () => process.exit(0));
    if (task.then === 'abort') {
      await upload.abort();
      say('aborted');
      upload.start();
    }
    if (task.then === 'terminate') {
      await upload.abort(true);
      say('terminated', { url: upload.url });
    }
  },
});

if (task.resume) {
  const [previous] = await upload.findPreviousUploads();
  upload.resumeFromPreviousUpload(previous);
  say('resumed', { url: previous.uploadUrl });
}
upload.start();
