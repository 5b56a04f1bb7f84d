// PostGraphile 5 as its own documentation serves it in production: one process, one pool, nothing but queries.
import { createServer } from "node:http";
import { printSchema } from "graphql";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { PEER_DATABASE, PEER_PORT } = process.env;
const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: PEER_DATABASE, schemas: ["peer"] })],
  grafserv: { graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
});
if (process.argv[2] === "schema") {
  console.log(printSchema(await pgl.getSchema()));
  process.exit(0);
}
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
server.listen(Number(PEER_PORT), "127.0.0.1");
