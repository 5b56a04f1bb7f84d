// Makes the derivatives named on a line of standard input with sharp, and answers how long that took.
// One line in: {"source": "...", "jobs": [{"path", "width", "height", "crop", "format", "quality", "effort"}]}
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import sharp from "sharp";

function make(source, job) {
  const fit = job.crop ? "cover" : "inside";
  const picture = sharp(source).autoOrient().resize({
    width: job.width, height: job.height, fit, position: "centre", withoutEnlargement: true,
  });
  const options = { quality: job.quality, effort: job.effort };
  return job.format === "webp"
    ? picture.webp(options).toFile(job.path)
    : picture.avif({ ...options, chromaSubsampling: "4:2:0" }).toFile(job.path);
}

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  const began = process.hrtime.bigint();
  await Promise.all(task.jobs.map((job) => make(task.source, job)));
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const peak_mb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
  process.stdout.write(`${JSON.stringify({ seconds, peak_mb })}\n`);
}
