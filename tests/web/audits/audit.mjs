// Runs every server audit of graphql-http against the address given, one after the other,
// and prints each as one line of JSON: {"id", "name", "status": "ok" | "notice" | "warn" | "error", "reason"}.
import { serverAudits } from 'graphql-http';

const [url] = process.argv.slice(2);
for (const audit of serverAudits({ url })) {
  const { id, name, status, reason } = await audit.fn();
  console.log(JSON.stringify({ id, name, status, reason }));
}
