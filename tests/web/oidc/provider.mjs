// A real OpenID Connect provider (npm's oidc-provider) on the loopback address, for tests of signing in.
// `node provider.mjs HOST` prints its issuer as the first line. Whoever comes signs in on a page with one
// form: a subject, and the methods and the class that the ID token is to name. Consent is given at once.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider, { interactionPolicy } from "oidc-provider";

const host = process.argv[2] ?? "127.0.0.1";
const BACK = ["http://127.0.0.1/account/oidc/back", "http://localhost/account/oidc/back"];
const NAMES = { xau: "<script>alert(1)</script>" };
const SHORT = "catalogue-short";

function jwk(kind, options, rest) {
  return { ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }), use: "sig", ...rest };
}

// RFC 8252 (7.3): the port of a native client's loopback address is whatever it happens to be.
function client(id, rest) {
  return {
    client_id: id,
    client_secret: `+ %41/:&=${"0".repeat(32)}`, // to be encoded in the header (RFC 6749, 2.3.1)
    application_type: "native",
    redirect_uris: BACK,
    response_types: ["code"],
    grant_types: ["authorization_code"],
    token_endpoint_auth_method: "client_secret_basic",
    ...rest,
  };
}

const policy = interactionPolicy.base();
policy.get("consent").checks.remove("native_client_prompt");

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://${host}:${server.address().port}`;
  const provider = new Provider(issuer, {
    acrValues: ["https://refeds.org/profile/mfa", "1"],
    claims: { openid: ["sub", "acr", "amr"], profile: ["name"] },
    clients: [
      client("catalogue"),
      client(SHORT),
      client("catalogue-post", { token_endpoint_auth_method: "client_secret_post" }),
      client("catalogue-es", { id_token_signed_response_alg: "ES256" }),
      client("catalogue-ed", { id_token_signed_response_alg: "EdDSA" }),
      client("catalogue-hs", { id_token_signed_response_alg: "HS256" }),
      client("catalogue-public", { client_secret: undefined, token_endpoint_auth_method: "none" }),
    ],
    conformIdTokenClaims: false,
    cookies: { keys: ["only for tests"] },
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256", "EdDSA", "HS256"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: NAMES[id] ?? `Cán bộ ${id}` }),
    }),
    interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
    jwks: {
      keys: [
        jwk("rsa", { modulusLength: 2048 }, { alg: "RS256", kid: "rs" }),
        jwk("ec", { namedCurve: "P-256" }, { alg: "ES256", kid: "es" }),
        jwk("ed25519", {}, { alg: "EdDSA", kid: "ed" }),
      ],
    },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session.accountId,
        clientId: ctx.oidc.client.clientId,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: { IdToken: (_, token, of) => (of.clientId === SHORT ? 1 : 3600) },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const wanted = new URL(request.url, issuer);
    if (!wanted.pathname.startsWith("/interaction/")) return answer(request, response);
    return interact(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  console.log(JSON.stringify({ issuer }));
});

async function interact(provider, request, response) {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    const field = '<label>Tài khoản <input name="subject"></label>';
    return response.end(`<!doctype html><form method="post">${field}<button>Vào</button></form>`);
  }
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const form = new URLSearchParams(Buffer.concat(pieces).toString("utf8"));
  const subject = form.get("subject");
  const result = subject
    ? { login: { accountId: subject, amr: form.get("amr")?.split(" "), acr: form.get("acr") ?? undefined } }
    : { error: "access_denied", error_description: "<b>nobody</b>" };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
